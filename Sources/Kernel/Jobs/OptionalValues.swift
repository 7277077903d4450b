import Persistence

extension SQL.Interpolation {
    /// A value or NULL. Named, because the compiler warns of optionals in an interpolation.
    mutating func appendInterpolation<Value: SQLBindable>(orNull value: Value?) {
        appendInterpolation(value)
    }
}
