package import Settings

/// Settings of telemetry that modules ask for when they declare what they measure.
package enum TelemetrySettings {
    package static let legacyNames = SettingKey(
        "telemetry.legacy_names", .boolean, default: false,
        "Whether metrics are exported too whose old names break the rules of Prometheus' linter.")
}
