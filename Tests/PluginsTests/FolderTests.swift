import Analysis
import Core
import FoundationEssentials
import Glibc
import LuxTesting
import Module
import Plugins
import Testing

@Suite struct `A folder of plugins` {
    /// Members in place of the manifest's own, and a part of the reason.
    static let wrong: [([String: JSON?], String)] = [
        (["id": nil], "/id is required"), (["id": "Upper"], "/id must be"), (["id": "a/b"], "/id must be"),
        (["id": 7], "/id must be a string"), (["version": ""], "/version must not be empty"),
        (["more": 1], "/more is not known"), (["command": []], "/command must have"),
        (["command": ["/bin/sh"]], "in the plugin's own folder"),
        (["command": ["../../outside.py"]], "leads out of its folder"),
        (["command": ["link.py"]], "leads out of its folder"), (["command": ["none.py"]], "there is no"),
        (["command": ["plugin.json"]], "cannot be run"), (["command": ["."]], "/command"),
        (["limits": ["seconds": 0]], "/limits/seconds"), (["limits": ["seconds": 121]], "/limits/seconds"),
        (["limits": ["memory_bytes": 1]], "/limits/memory_bytes"), (["limits": ["more": 1]], "/limits/more"),
        (["heavy": "yes"], "/heavy must be a boolean"), (["languages": "pt"], "/languages must be an array"),
        (["options": ["type": "string"]], "/options must be a schema of an object"),
        (["options": ["type": "object"]], "/options must be a schema of an object"),
        (["result": 7], "/result must be an object or true"),
        (["result": ["type": "text"]], "/result/type must be one of"),
        (["result": ["type": "string", "pattern": "^a"]], "/result/pattern is not checked"),
        (["result": ["type": "array", "items": ["type": "none"]]], "/result/items/type must be one of"),
        (["result": ["type": "integer", "minimum": 2, "maximum": 1]], "between which nothing lies"),
        (["result": ["type": "string", "minLength": -1]], "between which nothing lies"),
        (["result": ["type": "number", "minimum": "1"]], "/result/minimum must be a number"),
        (["result": ["type": "object", "properties": ["a": true]]], "additionalProperties"),
        (
            [
                "result": [
                    "type": "object", "properties": ["a": true], "additionalProperties": false,
                    "required": ["b"],
                ]
            ], "/result/required must name properties"
        ),
        (["result": ["type": "string", "enum": [1]]], "/result/enum must be an array of strings"),
        (["result": ["oneOf": [["type": "string"]]]], "/result/oneOf/0 must be an object"),
        (["result": ["anyOf": [["type": "string"], ["type": "boolean"]]]], "/result/anyOf is understood"),
        (["result": ["$ref": "#/x"]], "/result/$ref is not checked"),
    ]

    @Test(arguments: wrong.indices)
    func `refuses a manifest that is not right, says why, and takes the others`(_ index: Int) async throws {
        let (changes, reason) = Self.wrong[index]
        try await withTemporaryFolder { folder in
            try makeProgram("#!/bin/sh\n", at: folder + "/outside.py")
            for (name, manifest) in [("a", manifest("wrong", changes)), ("b", manifest("right"))] {
                try write(manifest, "#!/bin/sh\n", to: "\(folder)/plugins/\(name)")
                symlink("../../outside.py", "\(folder)/plugins/\(name)/link.py")
            }
            let loaded = try PluginFolder(folder + "/plugins", .forTests())
            #expect(loaded.programs.map(\.manifest.id) == ["right"])
            #expect(loaded.refused.map(\.name) == ["a"])
            #expect(loaded.refused.first?.reason.contains(reason) == true, "\(loaded.refused)")
        }
    }

    @Test func `refuses what is no manifest, links that lead out and ids that are taken`() async throws {
        try await withTemporaryFolder { folder in
            let root = folder + "/plugins"
            for name in ["b-first", "c-second", "d-ours", "e-large", "f-text", "g-link", "h-none", "i-pipe"] {
                try write(manifest("same"), "#!/bin/sh\n", to: "\(root)/\(name)")
            }
            try write(manifest("keywords"), "", to: root + "/d-ours")
            try write(String(repeating: " ", count: 300_000), to: root + "/e-large/plugin.json")
            try write("{\"id\": ", to: root + "/f-text/plugin.json")
            try write(manifest("elsewhere"), "#!/bin/sh\n", to: folder + "/elsewhere")
            symlink("../elsewhere", root + "/a-link")
            unlink(root + "/g-link/plugin.json")
            symlink("../../elsewhere/plugin.json", root + "/g-link/plugin.json")
            unlink(root + "/h-none/plugin.json")
            unlink(root + "/i-pipe/plugin.json")
            mkfifo(root + "/i-pipe/plugin.json", 0o600)
            try write("not a folder", to: root + "/readme.txt")
            let loaded = try PluginFolder(root, taken: ["keywords"], .forTests())
            #expect(loaded.programs.map(\.manifest.id) == ["same"])
            let reasons = Dictionary(uniqueKeysWithValues: loaded.refused.map { ($0.name, $0.reason) })
            #expect(reasons["a-link"]?.contains("leads out") == true)
            #expect(reasons["c-second"] == "another plugin has the id same")
            #expect(reasons["d-ours"] == "another plugin has the id keywords")
            #expect(reasons["e-large"]?.contains("bytes") == true)
            #expect(reasons["f-text"]?.contains("ends too early") == true)
            #expect(reasons["g-link"]?.contains("leads out") == true)
            #expect(reasons["h-none"]?.contains("there is no plugin.json") == true)
            #expect(reasons["i-pipe"] == "plugin.json is no file" && reasons.count == 8)
        }
    }

    @Test func `has only so many processes for all of them together`() async throws {
        try await withTemporaryFolder { folder in
            for (id, count) in [("a", 32), ("b", 31), ("c", 2), ("d", 1)] {
                let manifest = manifest(id, ["limits": ["concurrency": .integer(count)]])
                try write(manifest, "#!/bin/sh\n", to: folder + "/" + id)
            }
            let loaded = try PluginFolder(folder, .forTests())
            #expect(loaded.programs.map(\.manifest.id) == ["a", "b", "d"])
            #expect(loaded.refused.first?.reason.hasSuffix("of 64 for all plugins 1 are left") == true)
        }
    }

    @Test func `that is not there stops the start`() {
        #expect(throws: PluginManifest.Refused.self) { try PluginFolder("/no/such/folder", .forTests()) }
    }

    static let shapes: [Schema] = [
        .anything, .boolean, .text, .instant, .integer(Int.min...Int.max), .integer(-3...9),
        .number(-Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude), .number(0...1),
        .text(.init(length: 1...9, choices: ["a", "b"])), .list(of: .boolean, count: 0...Int.max),
        .list(of: .list(of: .text, count: 1...2), count: 0...3), .map(of: .integer(0...9)),
        .nullable(.text), .object([]),
        .object([.init("a~/", .nullable(.boolean), required: true, "An a"), .init("b", .anything, "")]),
        .either([.object([.init("a", .text, required: true, "")]), .object([])]),
    ]

    @Test(arguments: shapes)
    func `reads a schema as Lux writes it`(_ schema: Schema) async throws {
        try await withTemporaryFolder { folder in
            let manifest = manifest("right", ["result": schema.document])
            try write(manifest, "#!/bin/sh\n", to: folder + "/right")
            let loaded = try PluginFolder(folder, .forTests())
            #expect(loaded.refused == [] && loaded.programs.first?.manifest.result == schema)
        }
    }
}
