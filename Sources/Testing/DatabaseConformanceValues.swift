import Core
import Persistence

extension DatabaseConformance {
    static let values: [Conformance<Engine>] = [
        check("gives back every text as it was") { try await roundTrip(texts, column: "words", in: $0) },
        check("gives back every integer as it was") {
            try await roundTrip([0, 1, -1, Int64.min, Int64.max], column: "number", in: $0)
        },
        check("gives back every number as it was") {
            let numbers = [0, -0.5, 0.1, 1e300, .leastNonzeroMagnitude, .greatestFiniteMagnitude]
            try await roundTrip(numbers, column: "ratio", in: $0)
        },
        check("gives back truth as it was") { try await roundTrip([true, false], column: "holds", in: $0) },
        check("gives back bytes as they were, and none as none") {
            try await roundTrip([[], [0], Array(0...255)] as [[UInt8]], column: "bytes", in: $0)
        },
        check("tells absent from empty") { database in
            try await roundTrip([nil, "", "x"] as [String?], column: "words", in: database)
            try await roundTrip([nil, [], [0]] as [[UInt8]?], column: "bytes", in: database)
        },
        check("gives back moments, days, ids and tenants as they were", domainValuesReturn),
        check("refuses what not every engine can keep, and keeps nothing of it", refusesUnstorable),
        check("takes a hostile value for a value, never for SQL", bindsHostileText),
        check("finds by lists of any length", findsByLists),
        check("refuses more values than an engine takes") { database in
            let many = Array(0..<40_000)
            let error = try await requireError(DatabaseError.self) {
                try await database.read(.everyTenant) { try $0.rows("SELECT 1 WHERE 1 IN \(list: many)") }
            }
            try require(error.kind == .tooManyValues, "\(error)")
        },
        check("names the column that cannot be read as asked", namesMismatch),
        check("computes sums that can be read as numbers") { database in
            try await database.write(.everyTenant) { session in
                for (name, amount) in [("a", 2), ("b", 3)] { try session.insert(name, amount: amount) }
                let row = try session.firstRow(
                    "SELECT SUM(amount) AS total FROM things WHERE tenant_id = \(lark)")
                try require(row?["total"] as Double?, is: 5)
            }
        },
    ]

    private static let texts = [
        "", " ", "é", "e\u{301}", "👩‍👩‍👧‍👦🇧🇷", "\u{FEFF}bom", "a\r\nb\t", "quote ' \" ` \\ ?", "\u{10FFFF}", "\u{1}",
        String(repeating: "ação ", count: 200_000),
    ]

    private static func roundTrip<Value: SQLBindable & Equatable & Sendable>(
        _ values: [Value], column: SQL, in database: any Database
    ) async throws {
        for (place, value) in values.enumerated() {
            try await database.write(.everyTenant) { session in
                try session.execute("DELETE FROM samples WHERE tenant_id = \(lark)")
                try session.execute(
                    "INSERT INTO samples (tenant_id, place, \(column)) VALUES (\(lark), \(place), \(value))")
            }
            let found: Value = try await database.read(.everyTenant) { session in
                try session.firstRow("SELECT \(column) FROM samples WHERE tenant_id = \(lark)").required[0]
            }
            try require(found, is: value)
            // Strings that differ only in how accents are composed are equal; stored bytes must not differ.
            try require(Array("\(found)".utf8), is: Array("\(value)".utf8))
        }
    }

    private static func domainValuesReturn(_ database: any Database) async throws {
        var random = SplitMix64(seed: 7)
        let moment = Instant(milliseconds: -62_135_596_800_000)
        let id = ID<Migration>.make(at: Instant(milliseconds: 1_767_225_600_000), random: &random)
        let day = try CivilDate(year: 2028, month: 2, day: 29).required
        try await database.read(.everyTenant) { session in
            let row = try session.firstRow(
                """
                SELECT CAST(\(moment) AS BIGINT) AS moment, CAST(\(id) AS TEXT) AS id,
                    CAST(\(day) AS TEXT) AS day, CAST(\(lark) AS TEXT) AS tenant
                """
            ).required
            try require(row["moment"], is: moment)
            try require(row["id"], is: id)
            try require(row["day"], is: day)
            try require(row["tenant"], is: lark)
        }
    }

    private static func refusesUnstorable(_ database: any Database) async throws {
        let refused: [(any SQLBindable & Sendable, UnstorableValue)] = [
            ("a\0b", .zeroInText), ("12345678\0", .zeroInText), (Double.nan, .notFinite),
            (-Double.infinity, .notFinite),
            ([UInt8](repeating: 7, count: SQLValue.bytesMax + 1), .tooLong(bytes: SQLValue.bytesMax + 1)),
            (String(repeating: "x", count: SQLValue.bytesMax + 1), .tooLong(bytes: SQLValue.bytesMax + 1)),
        ]
        for (value, wanted) in refused {
            let error = try await requireError(UnstorableValue.self) {
                try await database.write(.everyTenant) { session in
                    try session.insert("before")
                    try session.execute("INSERT INTO things (tenant_id, name) VALUES (\(lark), \(value))")
                }
            }
            try require(error, is: wanted)
        }
        try require(try await database.read(.everyTenant) { try $0.names() }, is: [])
    }

    private static func bindsHostileText(_ database: any Database) async throws {
        let hostile = [
            "'); DROP TABLE things; --", "' OR '1'='1", "\" OR 1=1 --", "?", "$1",
            "\\'; DELETE FROM things; --",
            "%", "x' UNION SELECT name FROM lux_migrations --",
        ].sorted()
        try await database.write(.everyTenant) { session in
            for text in hostile { try session.insert(text) }
        }
        for text in hostile {
            let found = try await database.read(.everyTenant) { session in
                try session.rows("SELECT name FROM things WHERE tenant_id = \(lark) AND name = \(text)")
                    .map { try $0["name"] as String }
            }
            try require(found, is: [text])
        }
        try require(try await database.read(.everyTenant) { try $0.names() }.sorted(), is: hostile)
    }

    private static func findsByLists(_ database: any Database) async throws {
        let names = (0..<300).map { "n\($0)" }
        try await database.write(.everyTenant) { session in
            for name in names { try session.insert(name) }
        }
        for count in [0, 1, 2, 3, 5, 64, 65, 300] {
            let wanted = Array(names.prefix(count))
            let (inside, outside) = try await database.read(.everyTenant) { session in
                let inside = try session.rows(
                    "SELECT name FROM things WHERE tenant_id = \(lark) AND name IN \(list: wanted)")
                let outside = try session.rows(
                    "SELECT name FROM things WHERE tenant_id = \(lark) AND name NOT IN \(list: wanted)")
                return (inside.count, outside.count)
            }
            try require(inside, is: count)
            try require(outside, is: names.count - count)
        }
        let numbers = try await database.read(.everyTenant) { session in
            try session.rows(
                "SELECT name FROM things WHERE tenant_id = \(lark) AND amount IN \(list: [Int]())")
        }
        try require(numbers.isEmpty, "an empty list of numbers found something")
    }

    private static func namesMismatch(_ database: any Database) async throws {
        try await database.write(.everyTenant) { try $0.insert("x", amount: 3) }
        let row = try await database.read(.everyTenant) { session in
            try session.firstRow("SELECT name, amount FROM things WHERE tenant_id = \(lark)")
        }.required
        let wrongKind = try await requireError(ColumnMismatch.self) { try row["name"] as Int }
        try require(wrongKind, is: .otherKind(column: "name", wanted: "Int", found: "TEXT"))
        let missing = try await requireError(ColumnMismatch.self) { try row["weight"] as Int }
        try require(missing, is: .noSuchColumn("weight", has: ["name", "amount"]))
    }
}
