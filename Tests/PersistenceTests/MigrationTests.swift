import LuxTesting
import Persistence
import Testing

@Suite struct `A migration` {
    // Fowler, Noll and Vo's own test values.
    @Test(arguments: [("", "cbf29ce484222325"), ("a", "af63dc4c8601ec8c"), ("foobar", "85944171f73967e8")])
    func `is known by the checksum of its text`(_ text: String, _ checksum: String) {
        let scripts: [String: SQL] = ["": "", "a": "a", "foobar": "foobar"]
        #expect(scripts[text].map { Migration("m", $0).checksum } == checksum)
    }

    @Test func `shares its name with no other`() {
        let (one, other) = (Migration("m", "SELECT 1"), Migration("m", "SELECT 2"))
        #expect(throws: MigrationRefused.sameName("m")) { try Migrator([one, other]) }
        #expect(throws: MigrationRefused.sameName("m")) { try Migrator([one], dormant: [other]) }
    }

    @Test(arguments: [
        MigrationRefused.editedAfterRun(["m"]), .newerSchema(unknown: ["m"]), .sameName("m"),
    ])
    func `is refused with what to do about it`(_ refusal: MigrationRefused) {
        #expect(refusal.description.contains("m"))
        #expect(refusal.remedy.hasSuffix("."))
    }
}

@Suite struct `The tenant fence` {
    private static let fence = TenantFence([
        Migration(
            "t.001",
            """
            CREATE TABLE notes (tenant_id TEXT NOT NULL, body TEXT);
            CREATE TABLE IF NOT EXISTS "marks" (tenant_id TEXT, note TEXT);
            CREATE TABLE plain (x TEXT);
            CREATE INDEX notes_by_body ON notes (tenant_id, body);
            """)
    ])

    @Test func `knows the tables from their migrations`() {
        #expect(Self.fence.tenantTables == ["notes", "marks"])
        #expect(Self.fence.openTables == ["plain"])
    }

    @Test(arguments: [
        "SELECT body FROM notes WHERE tenant_id = ? AND body = ?",
        "select n.body from notes n join marks m on m.tenant_id = n.tenant_id where n.tenant_id = ?",
        "SELECT body FROM notes JOIN marks USING (tenant_id) WHERE notes.tenant_id = ?",
        "INSERT INTO notes (tenant_id, body) VALUES (?, ?) ON CONFLICT DO UPDATE SET body = excluded.body",
        "INSERT INTO notes (tenant_id, body) SELECT tenant_id, note FROM marks WHERE tenant_id = ?",
        "UPDATE notes SET body = ? WHERE tenant_id = ?", "DELETE FROM notes WHERE tenant_id = ?",
        "SELECT x FROM plain", "SELECT 'from notes'",
        "SELECT a FROM notes, marks WHERE notes.tenant_id = ? AND marks.tenant_id = ?",
        "SELECT x FROM plain WHERE x IN (SELECT body FROM notes WHERE tenant_id = ?)",
    ])
    func `lets a statement pass that keeps to its tenant`(_ statement: String) {
        #expect(Self.fence.breach(in: statement) == nil)
    }

    @Test(arguments: [
        "SELECT body FROM notes", "SELECT tenant_id, body FROM notes WHERE body = ?",
        "SELECT body FROM notes WHERE body = 'tenant_id'", "SELECT body FROM notes -- WHERE tenant_id = ?",
        "select n.body from notes n join marks m on m.note = n.body where n.tenant_id = ?",
        "INSERT INTO notes (body) VALUES (?)",
        "INSERT INTO notes (tenant_id, body) SELECT tenant_id, note FROM marks",
        "UPDATE notes SET tenant_id = ?", "DELETE FROM \"notes\"",
        "SELECT a FROM notes, marks WHERE notes.tenant_id = ?",
        "SELECT x FROM plain WHERE x IN (SELECT body FROM notes)",
    ])
    func `stops a statement that reaches over`(_ statement: String) {
        #expect(Self.fence.breach(in: statement)?.contains(statement) == true)
    }
}
