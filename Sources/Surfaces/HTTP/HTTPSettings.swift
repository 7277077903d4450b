import Resilience
package import Settings

package enum HTTPSettings {
    package static let host = SettingKey(
        "http.host", .host, default: "127.0.0.1",
        "Address to listen on; anything but loopback must be allowed by http.allow_open.")
    package static let port = SettingKey(
        "http.port", .integer(in: 0...65_535), default: 8080, "Port to listen on; 0 lets the system choose."
    ).alias("PORT")
    package static let allowOpen = SettingKey(
        "http.allow_open", .boolean, default: false,
        "Whether to listen beyond loopback although every caller is let in.")
    package static let hostNames = SettingKey(
        "http.host_names", .list, default: [],
        "Names besides loopback's by which a server on loopback may be called, such as its proxy's public name."
    )
    package static let connectionsMax = SettingKey(
        "http.connections_max", .integer(in: 1...100_000), default: 1024,
        "Connections open at a time; those beyond wait."
    ).unit("connections")
    package static let rateLimit = SettingKey(
        "http.rate_limit",
        .text(likeThis: "a number and a period such as 600/minute (second, minute, hour or day), or off") {
            $0 == unlimited || RateLimit($0) != nil
        }, default: unlimited,
        "How often one address may ask; with cache.redis, all processes count together.")
    private static let unlimited = "off"
    package static let stopWithin = SettingKey(
        "http.stop_within", .duration(in: .seconds(1)...(.seconds(600))), default: .seconds(30),
        "How long a stop waits for requests in flight.")

    package static let all = [
        host.setting, port.setting, allowOpen.setting, hostNames.setting, connectionsMax.setting,
        rateLimit.setting, stopWithin.setting,
    ]
}
