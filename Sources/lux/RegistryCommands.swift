import Analysis
import ArgumentParser
import CLI
import Core
import Jobs
import Language
import Persistence

// What `lux models` does with the registry.
extension ModelsCommand {
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the models of the registry, newest first.")

        @OptionGroup var place: RegistryOptions

        @Option(help: "How it is written: text or json.")
        var format: ReportFormat = .text

        func run() async throws {
            let models = try await withRegistry(place) { try await $0.models(in: $1) }
            switch format {
            case .text:
                var table = TextTable(["Model", "Task", "Language", "Version", "Kind", "Bytes", "Answers"])
                for model in models {
                    table.add([
                        model.id.text, model.task, model.card.language, "\(model.version)", model.card.kind,
                        "\(model.bytes)", model.isInForce ? "yes" : "",
                    ])
                }
                try Terminal.write(table.text)
            case .json: try Terminal.write(JSON.array(models.map(\.json)).written + "\n")
            }
        }
    }

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Keep a model's file in the registry; it does not answer before it is promoted.")

        @OptionGroup var place: RegistryOptions

        @Argument(help: ArgumentHelp("The model's file.", valueName: "file"), completion: .file())
        var file: String

        func run() async throws {
            let bytes = try InputFile(path: file).readAll(limit: ModelRegistry.fileBytesMax)
            let task = try ModelFile(bytes, from: file).task.name
            let model = try await withRegistry(place) { try await $0.add(bytes, to: task, in: $1) }
            try Terminal.write("\(model.id.text)\n")
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Write a model of the registry to a file.")

        @OptionGroup var place: RegistryOptions
        @OptionGroup var chosen: ChosenModel

        @Option(help: ArgumentHelp("The file to write.", valueName: "file"), completion: .file())
        var output: String

        func run() async throws {
            let id = try chosen.id
            try ModelsCommand.save(
                try await withRegistry(place) { try await $0.file(of: id, in: $1) }, to: output)
        }
    }

    struct Validate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Keep labelled texts by which models are compared when one is promoted.",
            discussion: "They take the place of those before. Without any, every model may be promoted.")

        @OptionGroup var place: RegistryOptions

        @Argument(
            help: ArgumentHelp("Texts that no model learns from.", valueName: "file"), completion: .file())
        var file: String

        @OptionGroup var models: ChosenModels

        func run() async throws {
            let bytes = try InputFile(path: file).readAll(limit: ModelRegistry.examplesBytesMax)
            let count = try await withRegistry(place) { [models] in
                try await $0.storeValidation(
                    bytes, task: models.task.name, language: models.language, in: $1)
            }
            try Terminal.write("\(count) texts\n")
        }
    }

    struct Promote: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let a model answer from now on.",
            discussion: "One that is worse on the stored validation set than the one that answers is refused."
        )

        @OptionGroup var place: RegistryOptions
        @OptionGroup var chosen: ChosenModel

        @Option(help: ArgumentHelp("Why, although it is worse; it is recorded.", valueName: "reason"))
        var force: String?

        func run() async throws {
            let id = try chosen.id
            let promotion = try await withRegistry(place) { [force] in
                try await $0.promote(id, force: force, in: $1)
            }
            try Terminal.write(promotion.json.written + "\n")
        }
    }

    struct Rollback: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let the model answer again that did before the one in force.")

        @OptionGroup var place: RegistryOptions

        @OptionGroup var models: ChosenModels

        @Option(help: ArgumentHelp("Why; it is recorded.", valueName: "reason"))
        var reason: String

        func run() async throws {
            let promotion = try await withRegistry(place) { [models, reason] in
                try await $0.rollBack(
                    task: models.task.name, language: models.language, reason: reason, in: $1)
            }
            try Terminal.write(promotion.json.written + "\n")
        }
    }

    struct History: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show which model answered since when, newest first.")

        @OptionGroup var place: RegistryOptions

        @OptionGroup var models: ChosenModels

        @Option(help: "How it is written: text or json.")
        var format: ReportFormat = .text

        func run() async throws {
            let promotions = try await withRegistry(place) { [models] in
                try await $0.promotions(task: models.task.name, language: models.language, in: $1)
            }
            switch format {
            case .text:
                var table = TextTable(["Since", "Model", "Cause", "Score", "Before", "Reason"])
                for promotion in promotions {
                    table.add([
                        promotion.at.written, promotion.model.text, promotion.cause.rawValue,
                        Self.words(promotion.score), Self.words(promotion.previousScore),
                        promotion.reason ?? "",
                    ])
                }
                try Terminal.write(table.text)
            case .json: try Terminal.write(JSON.array(promotions.map(\.json)).written + "\n")
            }
        }

        private static func words(_ score: Double?) -> String {
            score.map { "\(($0 * 1000).rounded() / 10) %" } ?? ""
        }
    }
}

extension ModelsCommand {
    struct Retrain: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Train a model on results that people corrected, as a job; prints the job's id.",
            discussion: "A running server does it. The model then waits in the registry to be promoted.")

        @OptionGroup var place: RegistryOptions

        @Option(help: "What the model is for.")
        var task = KeywordModels.task.name

        @Option(help: "Of which results: their language.")
        var language: String

        @Option(help: "logistic is quicker; trees find more.")
        var kind: Kind = .trees

        func run() async throws {
            guard task == KeywordModels.task.name, let code = LanguageCode(supported: language) else {
                throw CommandFailure(.usage, "there is nothing to learn from for \(task).\(language)")
            }
            let job = KeywordModels.retraining(of: code, kind: kind.kind)
            let queued = try await withParts(place.start) { [place] parts in
                guard parts.models != nil, parts.hasJobs else {
                    throw CommandFailure(.usage, "retraining needs the modules analysis, jobs and log")
                }
                return try await parts.jobs.enqueue(job, in: .byHand(TenantID(place.tenant)))
            }
            try Terminal.write("\(queued.id.text)\n")
        }
    }
}

/// A model of the registry, named on the command line.
struct ChosenModel: ParsableArguments {
    @Argument(help: ArgumentHelp("The model's id, of `lux models list`.", valueName: "id"))
    var model: String

    var id: ID<RegisteredModel> {
        get throws {
            guard let id = ID<RegisteredModel>(model) else {
                throw CommandFailure(.usage, "\"\(model)\" is not the id of a model; see `lux models list`")
            }
            return id
        }
    }
}

/// The models of one task and language, of which one answers.
struct ChosenModels: ParsableArguments {
    @Option(help: "What the models are for: keywords or classify.")
    var task: ModelTaskChoice = .keywords

    @Option(help: "Their language, or und for those of every language.")
    var language: String
}

/// Which registry.
struct RegistryOptions: ParsableArguments {
    @OptionGroup var start: StartOptions

    @Option(help: ArgumentHelp("Whose models.", valueName: "id"))
    var tenant = TenantID.builtIn.text
}

private func withRegistry<Outcome: Sendable>(
    _ options: RegistryOptions, _ body: @Sendable (ModelRegistry, Scope) async throws -> Outcome
) async throws -> Outcome {
    try await withParts(options.start) { parts in
        guard let registry = parts.models else {
            throw CommandFailure(.usage, "the registry of models needs the modules analysis and log")
        }
        return try await body(registry, Scope.byHand(TenantID(options.tenant)))
    }
}
