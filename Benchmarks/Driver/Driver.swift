import ArgumentParser

/// Our side of the benchmarks that measure rooms of the kernel rather than the product from outside. Each command
/// prints one line of JSON.
@main
struct Driver: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lux-bench", abstract: "Measures parts of Lux for Benchmarks/run.",
        subcommands: [
            JobsCommand.self, AppendCommand.self, ReplayCommand.self, PrimitivesCommand.self,
            LimitedCommand.self, FlatCommand.self, RankerCommand.self, EntitiesCommand.self,
            AnalyzersCommand.self, ExtractionCommand.self,
        ])
}
