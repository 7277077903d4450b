import Core
import LuxTesting
import Testing

@Suite struct `The models command` {
    @Test func `trains, measures and shows a model that lux keywords then uses`() throws {
        let folder = try TemporaryFolder()
        try folder.write(DeviceTexts.lines(40), to: "learn.jsonl")
        try folder.write(DeviceTexts.lines(20, from: 100), to: "others.jsonl")
        let train = [
            "models", "train", "--data", "learn.jsonl", "--validation", "others.jsonl", "--licence", "CC0",
        ]
        let trained = try LuxProcess.run(train + ["--output", "mine.luxmodel"], in: folder)
        #expect(trained.status == 0 && trained.output.contains("this model"), "\(trained.errors)")
        let again = try LuxProcess.run(
            train + ["--output", "again.luxmodel", "--format", "json"], in: folder)
        let figures = try JSONReader.read(Array(again.output.utf8))
        #expect(figures["this model"]?["f1@10"]?.real != nil)
        #expect(try folder.read("mine.luxmodel") == folder.read("again.luxmodel"), "bit-identical on re-run")

        let shown = try LuxProcess.run(["models", "show", "mine.luxmodel", "--format", "json"], in: folder)
        let card = try JSONReader.read(Array(shown.output.utf8))
        #expect(card["texts"] == 40 && card["data_licence"] == "CC0" && card["languages"] == ["pt"])
        #expect(card["metrics"]?["others.jsonl"]?["f1@10"] == figures["this model"]?["f1@10"])
        let forPeople = try LuxProcess.run(["models", "show", "mine.luxmodel"], in: folder)
        #expect(forPeople.output.contains("Learnt from 40 texts (pt)"))

        let measured = try LuxProcess.run(
            ["models", "evaluate", "--model", "mine.luxmodel", "--data", "others.jsonl", "--format", "json"],
            in: folder)
        #expect(measured.output == again.output)

        let found = try LuxProcess.run(
            ["keywords", "--model", "mine.luxmodel", "--format", "json"],
            input: Array("Um sensor digital foi instalado. O sensor digital mede o calor.".utf8), in: folder)
        let keywords = try JSONReader.read(Array(found.output.utf8))[0]
        #expect(keywords?["extractor"]?["name"] == "ranker")
        #expect(keywords?["keywords"]?[0]?["text"] == "sensor digital")
    }

    @Test func `a model that is promoted at the command line answers over HTTP, until it is rolled back`()
        throws
    {
        let folder = try TemporaryFolder()
        try folder.write(DeviceTexts.lines(40), to: "learn.jsonl")
        try folder.write(DeviceTexts.lines(20, from: 100), to: "others.jsonl")
        func lux(_ arguments: String...) throws -> String {
            let outcome = try LuxProcess.run(["models"] + arguments, in: folder)
            #expect(outcome.status == 0, "\(arguments): \(outcome.errors)")
            return outcome.output
        }
        var ids: [String] = []
        for kind in ["logistic", "trees"] {
            _ = try lux("train", "--kind", kind, "--data", "learn.jsonl", "--output", "\(kind).luxmodel")
            ids.append(String(try lux("import", "\(kind).luxmodel").dropLast()))
        }
        #expect(try lux("validate", "--language", "pt", "others.jsonl") == "20 texts\n")
        for id in ids { _ = try lux("promote", id, "--force", "a test") }
        _ = try lux("export", ids[0], "--output", "again.luxmodel")
        #expect(try folder.read("again.luxmodel") == folder.read("logistic.luxmodel"))
        let answer = try LuxServer(in: folder).post(
            "/keywords/extract",
            ["text": "Um sensor digital mede. O sensor digital é novo.", "language": "pt"])
        #expect(answer.json["extractor"]?["name"] == "ranker")

        _ = try lux("rollback", "--language", "pt", "--reason", "finds months")
        let history = try JSONReader.read(
            Array(try lux("history", "--language", "pt", "--format", "json").utf8))
        #expect(history.items?.map { $0["model"]?.text } == [ids[0], ids[1], ids[0]])
        #expect(history[0]?["reason"] == "finds months" && (history[0]?["score"]?.real ?? 0) > 0.1)
        let listed = try JSONReader.read(Array(try lux("list", "--format", "json").utf8))
        #expect(listed.items?.filter { $0["in_force"] == true }.map { $0["id"]?.text } == [ids[0]])
        #expect(try lux("list").contains(ids[1]))
        #expect(try lux("history", "--language", "pt").contains("rollback"))
        let unknown = try LuxProcess.run(["models", "promote", "nonsense"], in: folder)
        #expect(unknown.status == 64 && unknown.errors.contains("lux models list"))
    }

    @Test func `a retraining is ordered as a job, whose id is said`() throws {
        let folder = try TemporaryFolder()
        let ordered = try LuxProcess.run(
            ["models", "retrain", "--language", "pt-BR", "--kind", "logistic"], in: folder)
        #expect(ordered.status == 0, "\(ordered.errors)")
        let jobs = try LuxProcess.run(
            ["jobs", "list", "--kind", "analysis.retrain-keywords", "--format", "json"], in: folder)
        let listed = try JSONReader.read(Array(jobs.output.utf8)).items ?? []
        #expect(listed.map { $0["id"]?.text } == [String(ordered.output.dropLast())])
        for wrong in [["--language", "und"], ["--language", "pt", "--task", "weather"]] {
            let refused = try LuxProcess.run(["models", "retrain"] + wrong, in: folder)
            #expect(refused.status == 64 && refused.errors.contains("nothing to learn from"))
        }
    }

    @Test func `what is no model is refused, and one that was there is not lost to a bad training`() throws {
        let folder = try TemporaryFolder()
        try folder.write(DeviceTexts.lines(20), to: "learn.jsonl")
        try folder.write(DeviceTexts.lines(2) + DeviceTexts.lines(1), to: "twice.jsonl")
        let train = ["models", "train", "--kind", "logistic", "--output", "mine.luxmodel", "--data"]
        #expect(try LuxProcess.run(train + ["learn.jsonl"], in: folder).status == 0)
        let whole = try folder.read("mine.luxmodel")
        let refused = try LuxProcess.run(train + ["twice.jsonl"], in: folder)
        #expect(refused.status == 66 && refused.errors.contains("two texts are called \"t0\""))
        #expect(try folder.read("mine.luxmodel") == whole)
        #expect(try LuxProcess.run(train + ["none.jsonl"], in: folder).status == 66)

        for bad in [String(whole.dropLast(whole.count / 2)), "hello", ""] {
            try folder.write(bad, to: "bad.luxmodel")
            let outcome = try LuxProcess.run(
                ["keywords", "--model", "bad.luxmodel"], input: Array("texto".utf8), in: folder)
            #expect(outcome.status == 66 && outcome.errors.contains("bad.luxmodel"), "\(outcome)")
        }
    }
}
