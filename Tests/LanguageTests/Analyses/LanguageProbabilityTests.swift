import Language
import Testing

@Suite struct LanguageProbabilityTests {
    @Test func `tells the language of sentences of ten words or more`() {
        let missed = LanguageSentences.all.filter {
            LanguageIdentifier.identify($0.text).language.rawValue != $0.code
        }
        #expect(LanguageSentences.all.count == 175)
        #expect(missed.count <= 1, "\(missed)")
    }

    @Test(arguments: LanguageSentences.shortPortuguese)
    func `takes no short Portuguese for another language`(text: String) {
        let found = LanguageIdentifier.identify(text).language
        #expect(found == .portuguese || found == .undetermined, "\(found)")
    }

    @Test func `tells most short Portuguese from nothing`() {
        let told = LanguageSentences.shortPortuguese.filter {
            LanguageIdentifier.identify($0).language == .portuguese
        }
        #expect(told.count >= 34, "\(told.count)")
    }

    @Test(arguments: LanguageCode.supported)
    func `the probabilities add up and lead with the answer`(language: LanguageCode) throws {
        for sentence in LanguageSentences.all where sentence.code == language.rawValue {
            let answer = LanguageIdentifier.probabilities(sentence.text)
            #expect(answer.ranking.count == 8)
            #expect(abs(answer.ranking.reduce(0) { $0 + $1.probability } - 1) < 1e-9)
            #expect(answer.ranking.map(\.probability) == answer.ranking.map(\.probability).sorted(by: >))
            #expect(answer.language == LanguageIdentifier.identify(sentence.text).language)
            #expect(answer.words >= 10)
        }
    }

    @Test(arguments: ["", "12 34", "Москва слезам не верит", "🙂", "\u{0}"])
    func `is sure of nothing without evidence`(text: String) {
        let answer = LanguageIdentifier.probabilities(text)
        #expect(answer.language == .undetermined)
        #expect(answer.ranking.first?.language == .undetermined)
        #expect(answer.ranking.first?.probability == 1)
    }

    @Test func `is surer of a sentence than of a word`() {
        let word = LanguageIdentifier.probabilities("processo")
        let sentence = LanguageIdentifier.probabilities("O processo foi julgado pela segunda turma ontem.")
        #expect(word.probability(of: .portuguese) < sentence.probability(of: .portuguese))
        #expect(sentence.probability(of: .portuguese) > 0.95)
    }
}
