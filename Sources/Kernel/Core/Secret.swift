/// A value that must not be printed. Its description, debug description and mirror show only that it is there.
package struct Secret: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// Read where the secret is used, nowhere else.
    package let exposed: String

    package init(_ text: String) {
        exposed = text
    }

    package var description: String { "********" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
