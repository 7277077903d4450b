/// Which names announce a secret. A second fence: secrets should be `Secret` values and never reach a log.
enum Redaction {
    static let mask = "********"

    /// Whether the value under `name` must not be written. Case and separators do not matter: `API-Key`,
    /// `apiKey` and `api_key` are one name. Counts of language tokens (`max_tokens`: 300) are let through.
    static func hides(_ name: String, value: @autoclosure () -> String = "") -> Bool {
        var letters: [UInt8] = []
        letters.reserveCapacity(name.utf8.count)
        for byte in name.utf8 where (0x61...0x7a).contains(byte | 0x20) { letters.append(byte | 0x20) }
        guard let stem = stem(in: letters) else { return false }
        guard stem == token, letters.ends(with: tokens) || letters.ends(with: tokenCount) else { return true }
        let value = value()
        return value.isEmpty || !value.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    private static func stem(in letters: [UInt8]) -> [UInt8]? {
        guard letters.count >= shortest else { return nil }
        for start in 0...(letters.count - shortest) {
            for stem in stems[Int(letters[start] - 0x61)] where letters[start...].starts(with: stem) {
                return stem
            }
        }
        return nil
    }

    private static let token = Array("token".utf8)
    private static let tokens = Array("tokens".utf8)
    private static let tokenCount = Array("tokencount".utf8)
    private static let shortest = 3

    /// By first letter.
    private static let stems: [[[UInt8]]] = {
        let words = [
            "password", "passwd", "passphrase", "pwd", "senha", "secret", "authorization", "apikey",
            "accesskey",
            "privatekey", "signingkey", "encryptionkey", "credential", "cookie", "token", "bearer", "jwt",
            "sessionid",
        ]
        return (UInt8(ascii: "a")...UInt8(ascii: "z")).map { letter in
            words.map { Array($0.utf8) }.filter { $0[0] == letter }
        }
    }()
}

extension [UInt8] {
    fileprivate func ends(with suffix: [UInt8]) -> Bool {
        count >= suffix.count && self[(count - suffix.count)...].elementsEqual(suffix)
    }
}
