import Core
import Persistence
import Testing

@Suite struct `An error of the store` {
    @Test(arguments: StorageFailure.Kind.allCases)
    func `asks the caller to come again`(_ kind: StorageFailure.Kind) {
        let failure = StorageFailure(kind, cause: "inner words")
        #expect(failure.problem.type.status == 503)
        // Only one of them may not say that nothing was kept.
        #expect(
            failure.problem.type.name == (kind == .outcomeUnknown ? "outcome-unknown" : "storage-unavailable")
        )
        #expect(failure.problem.retryAfter ?? .zero > .zero)
        #expect(!failure.problem.detail.contains("inner words"))
        #expect(failure.description.contains("inner words"))
    }

    @Test(arguments: [UnstorableValue.zeroInText, .notFinite, .tooLong(bytes: 5)])
    func `tells the caller which value cannot be kept`(_ value: UnstorableValue) {
        #expect(value.problem.type.status == 400)
        #expect(!value.problem.detail.isEmpty)
    }

    @Test func `shows the statement and no values`() {
        let sql: SQL = "SELECT \("personal")"
        let error = DatabaseError(.statement, cause: "no such thing", statement: sql.text)
        #expect(error.description == "database statement: no such thing in: SELECT ?")
        #expect(DatabaseError(.other, cause: "x").description == "database other: x")
    }
}
