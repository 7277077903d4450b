import Core
import Foundation
import Settings
import Testing

@Suite struct `The table of settings` {
    private static func key(_ name: String) -> SettingKey<Int> {
        SettingKey(name, .integer(in: 0...9), default: 1, "A number.")
    }

    @Test(
        arguments: [
            (
                [key("a.b"), key("a.b")],
                ["a.b belongs to a.b and to a.b", "LUX_A_B belongs to a.b and to a.b"]
            ),
            ([key("a.b_c"), key("a.b.c")], ["LUX_A_B_C belongs to a.b_c and to a.b.c"]),
            ([key("a").alias("X"), key("b").alias("X")], ["X belongs to a and to b"]),
            (
                [key("debug")],
                ["debug belongs to debug and to debug", "LUX_DEBUG belongs to debug and to debug"]
            ),
            ([key("A.b")], ["A.b is not words in lower case joined by dots"]),
            ([key("a..b")], ["a..b is not words in lower case joined by dots"]),
            ([key("a").preset(.staging, 10)], ["a must be a whole number from 0 to 9; its default is not"]),
            (
                [SettingKey("a", .integer(in: 5...9), default: 1, "")],
                ["a must be a whole number from 5 to 9; its default is not", "a has no summary"]
            ),
        ] as [([SettingKey<Int>], [String])])
    func `refuses what cannot be told apart or is wrong by itself`(
        _ keys: [SettingKey<Int>], _ faults: [String]
    ) {
        let unsound = #expect(throws: SettingsTable.Unsound.self) { try SettingsTable(keys.map(\.setting)) }
        #expect(unsound?.faults == faults)
    }

    @Test func `finds a setting by its name`() throws {
        #expect(try Sample.table()[name: "http.port"]?.variable == "LUX_HTTP_PORT")
        #expect(try Sample.table()[name: "http.prot"] == nil)
    }

    @Test func `holds the general settings without being told`() throws {
        #expect(try SettingsTable([]).settings.map(\.name) == ["environment", "debug", "config"])
    }
}

@Suite struct `Rows for people` {
    @Test func `say all there is to say about a setting`() throws {
        let environment = ["LUX_HTTP_BODY_MAX": "2048", "LUX_LOG_FORMAT": "json"]
        let rows = try Sample.load(environment: environment).rows
        #expect(rows.map(\.name) == rows.map(\.name).sorted() && rows.count == Sample.settings.count + 3)
        let row = try #require(rows.first { $0.name == "http.body_max" })
        #expect(
            row.cells == [
                "http.body_max", "2 KiB", "environment LUX_HTTP_BODY_MAX", "LUX_HTTP_BODY_MAX", "1 MiB",
            ])
        #expect(row.kind == "a size such as 64 MiB, from 1 B to 1 GiB")
        #expect((row.unit, row.needsRestart, row.isSecret) == ("bytes a request", true, false))
        #expect(row.cells.count == SettingRow.columns.count)
        let format = try #require(rows.first { $0.name == "log.format" })
        #expect(format.choices.map(\.word) == ["readable", "json"])
        #expect(format.choices.map(\.meaning) == [nil, "one object a line"])
    }

    @Test func `show a dash where there is no value`() throws {
        let row = try #require(try Sample.load().rows.first { $0.name == "redis.url" })
        #expect(row.cells == ["redis.url", "-", "default", "LUX_REDIS_URL", "-"])
        #expect(row.aliases == ["REDIS_URL", "REDIS_URI"])
    }

    @Test func `hide secrets and escape what a terminal would obey`() throws {
        let environment = ["LUX_AUTH_SIGNING_KEY": "long enough", "LUX_CONSOLE_TITLE": "a\u{202e}b"]
        let rows = try Sample.load(environment: environment).rows
        #expect(rows.first { $0.name == "auth.signing_key" }?.value == "********")
        #expect(rows.first { $0.name == "console.title" }?.value == "a\\u{202e}b")
    }

    @Test func `show every kind as it would be written`() throws {
        let shown = Dictionary(uniqueKeysWithValues: try Sample.load().rows.map { ($0.name, $0.value) })
        #expect(
            shown == [
                "auth.signing_key": nil, "cache.wait": "1 h", "config": nil, "console.title": "Lux",
                "data.folder": "data", "debug": "no", "environment": "development", "http.body_max": "1 MiB",
                "http.host": "127.0.0.1", "http.port": "8080", "log.format": "readable",
                "modules": "analysis",
                "redis.url": nil, "trace.legacy_names": "no", "trace.ratio": "0.1",
            ])
    }

    @Test func `become JSON`() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let row = try #require(try Sample.load().rows.first { $0.name == "debug" })
        #expect(
            String(decoding: try encoder.encode(row), as: UTF8.self)
                == #"{"aliases":["DEBUG"],"choices":[],"isSecret":false,"kind":"yes or no","name":"debug","#
                + #""needsRestart":true,"source":"default","standard":"no","summary":"Whether more is "#
                + #"checked and told than is good for speed and secrecy.","value":"no","variable":"LUX_DEBUG"}"#
        )
    }
}
