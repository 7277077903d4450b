package import Core
import Jobs
import Persistence
import Settings
import Telemetry

/// The modules of one start, checked against one another.
package struct Assembly: Sendable {
    package let modules: [Module]

    /// Throws at the first thing that two modules both claim or that one lacks: such a build must not start.
    package init(_ modules: [Module]) throws(Contradiction) {
        self.modules = modules
        try Self.refuseDuplicates(modules.map(\.name), "module")
        try Self.refuseDuplicates(modules.flatMap(\.settings).map(\.name), "setting")
        try Self.refuseDuplicates(modules.flatMap(\.migrations).map(\.name), "migration")
        try Self.refuseDuplicates(modules.flatMap(\.metrics).map(\.name), "metric")
        try Self.refuseDuplicates(modules.flatMap(\.jobs).map(\.name), "kind of job")
        try Self.refuseDuplicates(modules.flatMap(\.problems).map(\.name), "problem type")
        let routes = modules.flatMap(\.routes)
        try Self.refuseDuplicates(routes.map { "\($0.method.rawValue) \($0.shape)" }, "route")
        try Self.refuseDuplicates(routes.map(\.operation), "operation")
        try Self.refuseDuplicates(modules.flatMap(\.checks).map { "\($0.group ?? "")/\($0.name)" }, "check")
        for module in modules {
            for need in module.requires where !modules.contains(where: { $0.name == need }) {
                throw .missing(module: need, neededBy: module.name)
            }
        }
    }

    package enum Contradiction: Error, Equatable, CustomStringConvertible {
        case duplicate(kind: String, name: String)
        case missing(module: String, neededBy: String)

        package var description: String {
            switch self {
            case .duplicate(let kind, let name): "the \(kind) \"\(name)\" is declared twice"
            case .missing(let module, let dependent):
                "module \"\(dependent)\" needs module \"\(module)\", which is not chosen"
            }
        }
    }

    private static func refuseDuplicates(_ names: [String], _ kind: String) throws(Contradiction) {
        var seen: Set<String> = []
        for name in names where !seen.insert(name).inserted { throw .duplicate(kind: kind, name: name) }
    }

    package var routes: [Route] { modules.flatMap(\.routes) }
    package var checks: [Check] { modules.flatMap(\.checks) }
    package var problems: [ProblemType] { modules.flatMap(\.problems) }
}

extension Route {
    /// The path with its parameters' names left out: two routes of one shape cannot be told apart.
    package var shape: String {
        path.split(separator: "/").map { $0.hasPrefix("{") ? "{}" : String($0) }.joined(separator: "/")
    }
}
