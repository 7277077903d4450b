import Bus
import CLI
import Core
import Logging
import Redis
import Settings

extension Doctor {
    /// Whether the servers beside the database answer; none of them keeps Lux from starting.
    static func servers(_ settings: Settings) async -> [Finding] {
        let quiet = Logger(label: "lux", factory: { _ in SwiftLogNoOpLogHandler() })
        let servers: Servers
        do {
            servers = try Servers(settings, quiet)
        } catch {
            return [Finding("servers", .failed, (error as? CommandFailure)?.message ?? "\(error)")]
        }
        var findings: [Finding] = []
        if let redis = servers.redis {
            let isThere = await holds { redis.status.isConnected }
            findings.append(
                isThere
                    ? Finding("redis", .well, "\(redis.address) answers")
                    : Finding(
                        "redis", .doubtful, "\(redis.address): \(redis.status.lastFailure ?? "no answer")",
                        remedy:
                            "Start it, or correct cache.redis. Until then each process caches and limits alone."
                    ))
        }
        if let bus = servers.bus, let url = settings[ServerSettings.bus] {
            let isThere = await holds { await bus.status().isConnected }
            let failure = await bus.status().failure
            findings.append(
                isThere
                    ? Finding("bus", .well, "\(url) answers")
                    : Finding(
                        "bus", .doubtful, "\(url): \(failure ?? "no answer")",
                        remedy: "Start it, or correct bus.url. Until then events wait in the log."))
        }
        await servers.close()
        return findings
    }

    /// Connections are made by and by: asked again and again for as long as a person waits gladly.
    private static func holds(_ isConnected: () async -> Bool) async -> Bool {
        for _ in 0..<60 {
            if await isConnected() { return true }
            try? await Task.sleep(for: .milliseconds(50))
        }
        return false
    }
}
