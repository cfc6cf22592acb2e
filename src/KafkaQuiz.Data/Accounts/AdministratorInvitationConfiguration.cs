using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KafkaQuiz.Data.Accounts;

internal sealed class AdministratorInvitationConfiguration : IEntityTypeConfiguration<AdministratorInvitation>
{
    public void Configure(EntityTypeBuilder<AdministratorInvitation> builder)
    {
        builder.ToTable("AdministratorInvitations");
        builder.Property(invitation => invitation.Id).ValueGeneratedNever();
        builder.Property(invitation => invitation.Hash).HasMaxLength(32).IsFixedLength();
        builder.HasIndex(invitation => invitation.Hash).IsUnique();
    }
}
