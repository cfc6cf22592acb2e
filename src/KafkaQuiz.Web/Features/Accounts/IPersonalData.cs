namespace KafkaQuiz.Web.Features.Accounts;

/// <summary>
/// What a feature knows about a user, for the export of the account page. A feature that stores something for users registers
/// one. Deletion needs none: foreign keys to <see cref="KafkaQuiz.Data.Accounts.User"/> cascade.
/// </summary>
internal interface IPersonalData
{
    /// <summary>Key in the exported JSON, in camelCase.</summary>
    string Name { get; }

    /// <summary>An object or list that serialises to JSON, complete for that user.</summary>
    Task<object> ExportAsync(Guid user, CancellationToken cancellationToken);
}
