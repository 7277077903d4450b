/// The limits of jobs, each by its name.
package enum JobBounds {
    /// As much as a request may bring.
    package static let payloadBytesMax = 8 * 1024 * 1024
    /// Keywords with all their places take more than the text that they are of.
    package static let resultBytesMax = 16 * 1024 * 1024
    /// Names of kinds and queues.
    package static let nameBytesMax = 100
    /// Unique keys and limit keys.
    package static let keyBytesMax = 200
    package static let priorities = -100...100
    package static let delayMax = Duration.seconds(10 * 366 * 86_400)
    package static let uniqueForMax = Duration.seconds(366 * 86_400)
    package static let attemptsMax = 1_000
    package static let chainLengthMax = 20
    package static let batchJobsMax = 10_000
    package static let progressTextBytesMax = 200
    package static let progressPause = Duration.milliseconds(500)
    /// What an attempt's error may take in the history.
    package static let errorTextBytesMax = 2_000
    package static let pageItemsMax = 200
    package static let weights = 1...1_000
    package static let slotsMax = 10_000
    /// Jobs that one call of an operator changes; it is called again for more.
    package static let changedMax = 1_000
    /// Rows that one transaction of upkeep touches.
    package static let upkeepRowsMax = 500
}
