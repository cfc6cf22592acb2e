using Microsoft.AspNetCore.Identity;

namespace KafkaQuiz.Data.Accounts;

/// <summary>A role of <see cref="Roles"/>.</summary>
public sealed class Role : IdentityRole<Guid>;
