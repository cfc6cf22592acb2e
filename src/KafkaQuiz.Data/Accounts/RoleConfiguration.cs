using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KafkaQuiz.Data.Accounts;

/// <summary>The roles are part of the schema: they are there before the first user is.</summary>
internal sealed class RoleConfiguration : IEntityTypeConfiguration<Role>
{
    public void Configure(EntityTypeBuilder<Role> builder)
    {
        builder.ToTable("Roles");
        builder.HasData(
            Seed(1, Roles.Learner),
            Seed(2, Roles.Instructor),
            Seed(3, Roles.Administrator));
    }

    private static Role Seed(int number, string name) => new()
    {
        Id = new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]),
        Name = name,
        NormalizedName = name.ToUpperInvariant(),
        ConcurrencyStamp = name,
    };
}
