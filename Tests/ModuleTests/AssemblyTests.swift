import Core
import Module
import Persistence
import Settings
import Telemetry
import Testing

@Suite struct `Modules are put together only when they fit` {
    static func route(_ path: String, _ operation: String, _ method: Route.Method = .get) -> Route {
        Route(method, path, operation: operation, "", permission: .none, answers: []) { _, _ in .json(.null) }
    }

    @Test func `modules that share nothing make an assembly`() throws {
        let assembly = try Assembly([
            Module("a", "A", routes: [Self.route("/a/{id}", "a"), Self.route("/a/{id}", "b", .delete)]),
            Module("b", "B", requires: ["a"], routes: [Self.route("/b", "c")], problems: [.validation]),
        ])
        #expect(assembly.routes.map(\.operation) == ["a", "b", "c"])
        #expect(assembly.problems.map(\.name) == ["validation"] && assembly.checks.isEmpty)
    }

    static let contradictions: [(String, [Module], Assembly.Contradiction)] = [
        ("a name", [Module("a", ""), Module("a", "")], .duplicate(kind: "module", name: "a")),
        (
            "a path", [Module("a", "", routes: [route("/x/{id}", "a")]), Module("b", "", routes: [route("/x/{name}", "b")])],
            .duplicate(kind: "route", name: "GET x/{}")
        ),
        (
            "an operation", [Module("a", "", routes: [route("/x", "a"), route("/y", "a")])],
            .duplicate(kind: "operation", name: "a")
        ),
        (
            "a setting",
            [Module("a", "", settings: [SettingKey("x.y", .boolean, default: true, "X").setting]), Module("b", "", settings: [SettingKey("x.y", .boolean, default: true, "X").setting])],
            .duplicate(kind: "setting", name: "x.y")
        ),
        (
            "a check", [Module("a", "", checks: [Check("c", impact: .stops) { .ok }, Check("c", impact: .degrades) { .ok }])],
            .duplicate(kind: "check", name: "/c")
        ),
        ("a migration", [Module("a", "", migrations: [Migration("m", "SELECT 1"), Migration("m", "SELECT 2")])], .duplicate(kind: "migration", name: "m")),
        ("a type of problem", [Module("a", "", problems: [.validation, .validation])], .duplicate(kind: "problem type", name: "validation")),
        ("what is needed", [Module("a", "", requires: ["z"])], .missing(module: "z", neededBy: "a")),
    ]

    @Test(arguments: contradictions)
    func `two claims to one thing are refused`(_ what: String, _ modules: [Module], _ expected: Assembly.Contradiction) {
        let thrown = #expect(throws: Assembly.Contradiction.self) { try Assembly(modules) }
        #expect(thrown == expected)
        #expect(thrown?.description.isEmpty == false)
    }

    @Test func `two metrics of one name are refused`() throws {
        let metric = try MetricDescription.counter("c", "C.")
        #expect(throws: Assembly.Contradiction.duplicate(kind: "metric", name: "c")) {
            try Assembly([Module("a", "", metrics: [metric]), Module("b", "", metrics: [metric])])
        }
    }
}
