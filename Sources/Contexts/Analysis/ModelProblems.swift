package import Core
import Module

package enum ModelProblems {
    package static let notFound = ProblemType(
        "model-not-found", status: 404, title: "No such model", errorClass: "NotFoundError",
        explanation: """
            The registry has no model with this id, or none is in force for this task and language. \
            `lux models list` shows what there is.
            """)
    package static let unreadable = ProblemType(
        "model-unreadable", status: 422, title: "The file is no model that can be used",
        errorClass: "ValidationError",
        explanation: """
            The file is cut off, damaged, of a newer format or of another task, or holds weights that are no numbers. \
            Nothing of it was kept. Train it again, or use the version of Lux that made it.
            """)
    package static let worse = ProblemType(
        "model-worse", status: 409, title: "The model is worse than the one in force",
        errorClass: "ConflictError",
        explanation: """
            On the stored validation set the model scores below the one that answers now; both scores are in the \
            problem's `detail`. Train a better one, or promote it with `force` and a reason, which is recorded.
            """)
    package static let changedMeanwhile = ProblemType(
        "model-changed-meanwhile", status: 409, title: "Another model came into force meanwhile",
        errorClass: "ConflictError",
        explanation: """
            While the two models were compared, somebody else changed the one in force or the validation set. Look at \
            what is in force now, and ask again.
            """)
    package static let nothingBefore = ProblemType(
        "model-nothing-before", status: 409, title: "There is no model to go back to",
        errorClass: "ConflictError",
        explanation: "The model in force is the first of its task and language, or none is in force.")

    package static let all = [notFound, unreadable, worse, changedMeanwhile, nothingBefore]
}
