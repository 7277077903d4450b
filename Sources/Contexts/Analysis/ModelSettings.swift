package import Settings

/// When promoted models are complained of, and when others are trained.
package enum ModelSettings {
    package static let driftMax = SettingKey(
        "analysis.drift_max", .number(in: 0...10), default: 0.2,
        """
        Population stability index above which the check of models warns that a promoted model is asked about other \
        texts than it learnt from; 0 for never.
        """)
    package static let agreementDropMax = SettingKey(
        "analysis.agreement_drop_max", .number(in: 0...1), default: 0.1,
        """
        How much less a promoted model may agree with people's corrections than with the validation set before the \
        check of models warns; 1 for never.
        """)
    package static let retrainAfter = SettingKey(
        "analysis.retrain_after", .integer(in: 0...5_000), default: 0,
        """
        Corrections of a language after which a model is trained on them by itself, which then waits to be promoted; 0 \
        for never.
        """)

    package static let all = [driftMax.setting, agreementDropMax.setting, retrainAfter.setting]
}
