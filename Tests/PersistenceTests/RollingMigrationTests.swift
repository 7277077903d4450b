import Persistence
import Testing

@Suite struct `A migration leaves the release before it working` {
    @Test(arguments: Self.sound)
    func `so it may add`(_ script: SQL) {
        #expect(RollingMigrations.breaches(in: Migration("a.002", script)).isEmpty)
    }

    @Test(arguments: Self.unsound)
    func `so it is caught when it takes away or demands`(_ script: SQL) {
        #expect(RollingMigrations.breaches(in: Migration("a.002", script)).count == 1)
    }

    private static let sound: [SQL] = [
        "CREATE TABLE birds (name TEXT NOT NULL); CREATE UNIQUE INDEX birds_by_name ON birds (name)",
        "CREATE TABLE IF NOT EXISTS birds (name TEXT); ALTER TABLE birds RENAME TO fowls",
        "ALTER TABLE nests ADD COLUMN height BIGINT",
        "ALTER TABLE nests ADD COLUMN height BIGINT NOT NULL DEFAULT 0",
        "CREATE INDEX nests_by_height ON nests (height); DROP INDEX nests_by_name",
        "-- DROP TABLE nests",
    ]

    private static let unsound: [SQL] = [
        "DROP TABLE nests", "ALTER TABLE nests DROP COLUMN height",
        "ALTER TABLE nests RENAME COLUMN height TO metres", "ALTER TABLE nests ALTER COLUMN height TYPE TEXT",
        "ALTER TABLE nests ADD COLUMN height BIGINT NOT NULL",
        "CREATE UNIQUE INDEX nests_by_height ON nests (height)",
    ]
}
