/// Which names announce a secret. A second fence: secrets should be `Secret` values and never reach a log line.
enum Redaction {
    static let mask = "********"

    /// Whether the value under `name` must not be written. Case and separators do not matter: `API-Key`,
    /// `apiKey` and `api_key` are one name. Counts of language tokens (`max_tokens`: 300) are let through.
    static func hides(_ name: String, value: @autoclosure () -> String = "") -> Bool {
        let letters = name.utf8.compactMap { byte -> UInt8? in
            switch byte {
            case 0x41...0x5a: byte | 0x20
            case 0x61...0x7a: byte
            default: nil
            }
        }
        guard let stem = stem(in: letters) else { return false }
        guard stem == token, letters.ends(with: tokens) || letters.ends(with: tokenCount) else { return true }
        let value = value()
        return value.isEmpty || !value.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    private static func stem(in letters: [UInt8]) -> [UInt8]? {
        for start in letters.indices {
            guard let candidates = stems[letters[start]] else { continue }
            for stem in candidates where letters[start...].starts(with: stem) { return stem }
        }
        return nil
    }

    private static let token = Array("token".utf8)
    private static let tokens = Array("tokens".utf8)
    private static let tokenCount = Array("tokencount".utf8)

    private static let stems: [UInt8: [[UInt8]]] = Dictionary(
        grouping: [
            "password", "passwd", "passphrase", "pwd", "senha", "secret", "authorization", "apikey",
            "accesskey",
            "privatekey", "signingkey", "encryptionkey", "credential", "cookie", "token", "bearer", "jwt",
            "sessionid",
        ].map { Array($0.utf8) }, by: { $0[0] })
}

extension [UInt8] {
    fileprivate func ends(with suffix: [UInt8]) -> Bool {
        count >= suffix.count && self[(count - suffix.count)...].elementsEqual(suffix)
    }
}
