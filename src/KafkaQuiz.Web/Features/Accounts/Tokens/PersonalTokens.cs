using KafkaQuiz.Data;
using KafkaQuiz.Data.Accounts;
using KafkaQuiz.Web.Api;
using Microsoft.EntityFrameworkCore;
using static KafkaQuiz.Web.Languages.Language;

namespace KafkaQuiz.Web.Features.Accounts.Tokens;

/// <summary>A user's personal access tokens: list, make, revoke.</summary>
internal sealed class PersonalTokens(KafkaQuizDbContext database, TimeProvider time, ILogger<PersonalTokens> log)
{
    /// <summary>Tokens that count at once for one user.</summary>
    private const int MaxTokens = 20;

    public const int DefaultDays = 90;
    public const int MaxDays = 366;

    /// <param name="Scopes">Of <c>read</c>, <c>write</c>, <c>admin</c>; at least one.</param>
    /// <param name="Days">Until it expires, 1 to 366; default 90.</param>
    internal sealed record NewToken(string? Name, IReadOnlyList<string>? Scopes, int? Days);

    /// <summary>Those that still count, newest first.</summary>
    public async Task<IReadOnlyList<TokenRow>> ListAsync(Guid user, CancellationToken cancellationToken)
    {
        var tokens = await Standing(user).AsNoTracking().OrderByDescending(token => token.CreatedAt).ToListAsync(cancellationToken);
        return [.. tokens.Select(token => new TokenRow(token.Id, token.Name, token.Ending, token.Scopes.Split(' '), token.CreatedAt, token.ExpiresAt, token.LastUsedAt))];
    }

    /// <returns>The token, which cannot be had again, or what is wrong.</returns>
    public async Task<(string? Token, FormErrors Errors)> CreateAsync(Guid user, NewToken wanted, CancellationToken cancellationToken)
    {
        var errors = new FormErrors();
        var name = DisplayName.Read(wanted.Name);
        var scopes = TokenScope.All.Where(scope => wanted.Scopes?.Contains(scope) == true).ToList();
        var days = wanted.Days ?? DefaultDays;
        if (name is null) errors["name"] = DisplayName.Fault;
        if (scopes.Count == 0 || scopes.Count != wanted.Scopes!.Distinct().Count())
            errors["scopes"] = T("권한을 read, write, admin 중에서 하나 이상 고르세요.", "Choose one or more scopes of read, write and admin.");
        if (days is < 1 or > MaxDays) errors["days"] = T($"유효 기간은 1~{MaxDays}일입니다.", $"It can last 1 to {MaxDays} days.");
        if (errors.Count > 0) return (null, errors);
        if (await Standing(user).CountAsync(cancellationToken) >= MaxTokens)
            return (null, new("", T($"토큰은 {MaxTokens}개까지 만들 수 있습니다. 쓰지 않는 토큰을 폐기하세요.", $"At most {MaxTokens} tokens. Revoke one that is not used.")));

        var now = time.GetUtcNow();
        var secret = TokenAuthentication.Prefix + Secret.Create();
        var token = new PersonalAccessToken
        {
            Id = Guid.CreateVersion7(now),
            UserId = user,
            Name = name!,
            Hash = Secret.Hash(secret),
            Ending = secret[^4..],
            Scopes = string.Join(' ', scopes),
            CreatedAt = now,
            ExpiresAt = now.AddDays(days),
        };
        database.Add(token);
        await database.SaveChangesAsync(cancellationToken);
        log.LogInformation("{User} made the token {Token} ({Scopes})", user, token.Id, token.Scopes);
        return (secret, errors);
    }

    /// <returns>False if the user has no such token.</returns>
    public async Task<bool> RevokeAsync(Guid user, Guid id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var revoked = await Standing(user).Where(token => token.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(token => token.RevokedAt, now), cancellationToken);
        if (revoked == 1) log.LogInformation("{User} revoked the token {Token}", user, id);
        return revoked == 1;
    }

    private IQueryable<PersonalAccessToken> Standing(Guid user)
    {
        var now = time.GetUtcNow();
        return database.Set<PersonalAccessToken>().Where(token => token.UserId == user && token.RevokedAt == null && token.ExpiresAt > now);
    }
}
