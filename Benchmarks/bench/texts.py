"""Portuguese texts made by chance, always alike: for benchmarks that need no people's judgement."""

import random

SUBJECTS = (
    "o tribunal|a câmara municipal|o sindicato dos metalúrgicos|a companhia de águas|o ministério da saúde|"
    "a universidade federal|o governo do estado|a cooperativa agrícola|o banco central|"
    "a associação de moradores|o conselho de administração|a agência reguladora|o instituto de pesquisa|"
    "a empresa de transportes"
).split("|")
VERBS = (
    "aprovou|suspendeu|apresentou|analisou|contestou|publicou|recusou|adiou|confirmou|assinou|reviu|anunciou|"
    "investigou|defendeu"
).split("|")
OBJECTS = (
    "o contrato de concessão|a reforma da rede de esgoto|o plano de segurança pública|"
    "a licitação do hospital|o acordo coletivo de trabalho|a taxa de juros|o relatório de impacto ambiental|"
    "a construção da linha férrea|o recurso de apelação|a proposta de orçamento|o programa de vacinação|"
    "a venda de terrenos públicos|o sistema eletrônico de votação|a indenização por danos morais|o preço da energia elétrica"
).split("|")
ADDITIONS = (
    "depois de três semanas de negociação|apesar das críticas da oposição|com o apoio de vereadores|"
    "na terça-feira|por falta de documentos|em reunião extraordinária|durante a audiência pública|"
    "segundo o relatório divulgado ontem|para reduzir o custo das obras|até o fim do semestre|"
    "em Belo Horizonte|na região metropolitana de Curitiba|ao lado do Rio São Francisco"
).split("|")
JOINTS = "e|mas|enquanto|porque|embora".split("|")


def text(words_count, seed):
    """Sentences of so many words together, the last cut short if need be."""
    draw = random.Random(seed)
    words = []
    while len(words) < words_count:
        clauses = [clause(draw) for _ in range(draw.choice((1, 1, 2)))]
        words += (sentence(f" {draw.choice(JOINTS)} ".join(clauses))).split()
    return " ".join(words[:words_count]).rstrip(".") + "."


def clause(draw):
    parts = [draw.choice(SUBJECTS), draw.choice(VERBS), draw.choice(OBJECTS), draw.choice(ADDITIONS)]
    return " ".join(parts)


def sentence(text):
    return text[0].upper() + text[1:] + "."
