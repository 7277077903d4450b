import ArgumentParser
import CLI

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve the HTTP API.",
        discussion: """
            Listens on http://127.0.0.1:8080 and keeps its data under ./data unless told otherwise. SIGTERM or Ctrl-C \
            answers what is in flight and stops; a second one stops at once. Every caller is let in until identities \
            exist, so any address but loopback is refused unless http.allow_open says otherwise.
            """)

    @OptionGroup var start: StartOptions

    func run() async throws {
        try await Serving(start).run()
    }
}
