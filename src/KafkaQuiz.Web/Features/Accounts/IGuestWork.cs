namespace KafkaQuiz.Web.Features.Accounts;

/// <summary>
/// What a guest made, handed over when the guest signs in to an account that exists already. (A guest who signs up needs no
/// hand-over: the row becomes the account.) A feature that stores something for users registers one.
/// </summary>
internal interface IGuestWork
{
    /// <summary>Gives the guest's rows to the account. Runs in a transaction; afterwards the guest is deleted with what is left.</summary>
    Task MoveAsync(Guid guest, Guid account, CancellationToken cancellationToken);
}
