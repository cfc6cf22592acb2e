using System.Security.Cryptography;
using System.Text;
using KafkaQuiz.Data;
using KafkaQuiz.Data.Accounts;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace KafkaQuiz.Web.Features.Accounts.TwoFactor;

/// <summary>
/// Identity's store, except that recovery codes are kept as slow, salted hashes: Identity keeps them readable, and OWASP ASVS 5.0
/// (6.5.2) asks for that of secrets of less than 112 bits.
/// </summary>
internal sealed class AccountStore(KafkaQuizDbContext database) : UserStore<User, Role, KafkaQuizDbContext, Guid>(database)
{
    private const int Iterations = 100_000;
    private const int HashBytes = 20;

    public override Task ReplaceCodesAsync(User user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        base.ReplaceCodesAsync(user, recoveryCodes.Select(code => Hash(user, code)), cancellationToken);

    public override Task<bool> RedeemCodeAsync(User user, string code, CancellationToken cancellationToken) =>
        base.RedeemCodeAsync(user, Hash(user, code), cancellationToken);

    // The user's id is the salt; hexadecimal, for Identity joins the codes with semicolons.
    private static string Hash(User user, string code) => Convert.ToHexString(Rfc2898DeriveBytes.Pbkdf2(
        Encoding.UTF8.GetBytes(code.Trim().ToUpperInvariant()), user.Id.ToByteArray(), Iterations, HashAlgorithmName.SHA512, HashBytes));
}
