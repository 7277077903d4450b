/// One thing that every implementation of a port does, as a sentence and the code that shows it.
package struct Conformance<Subject: Sendable>: Sendable, CustomStringConvertible {
    package let sentence: String
    package let check: @Sendable (Subject) async throws -> Void

    package init(_ sentence: String, check: @escaping @Sendable (Subject) async throws -> Void) {
        self.sentence = sentence
        self.check = check
    }

    package var description: String { sentence }
}

/// What was found to be otherwise. Thrown, so that suites need no test library and can be run by any.
package struct DoesNotConform: Error, CustomStringConvertible {
    package let description: String
}

func require(
    _ holds: Bool, _ what: @autoclosure () -> String, file: StaticString = #fileID, line: Int = #line
) throws {
    guard holds else { throw DoesNotConform(description: "\(what()) (\(file):\(line))") }
}

func require<Value: Equatable>(
    _ found: Value, is wanted: Value, file: StaticString = #fileID, line: Int = #line
) throws {
    try require(found == wanted, "found \(found), wanted \(wanted)", file: file, line: line)
}

/// The error of type `Failure` that `body` throws.
func requireError<Failure: Error>(
    _ type: Failure.Type, file: StaticString = #fileID, line: Int = #line,
    of body: () async throws -> some Any
) async throws -> Failure {
    do {
        _ = try await body()
    } catch let failure as Failure {
        return failure
    } catch {
        throw DoesNotConform(description: "threw \(error), wanted a \(type) (\(file):\(line))")
    }
    throw DoesNotConform(description: "threw nothing, wanted a \(type) (\(file):\(line))")
}

extension Optional {
    var required: Wrapped {
        get throws {
            guard let self else {
                throw DoesNotConform(description: "found nothing, wanted a \(Wrapped.self)")
            }
            return self
        }
    }
}
