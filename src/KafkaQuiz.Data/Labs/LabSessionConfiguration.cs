using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KafkaQuiz.Data.Labs;

internal sealed class LabSessionConfiguration : IEntityTypeConfiguration<LabSession>
{
    public void Configure(EntityTypeBuilder<LabSession> builder)
    {
        builder.ToTable("LabSessions");
        builder.Property(session => session.Id).ValueGeneratedNever();
        builder.Property(session => session.LabId).HasMaxLength(64);
        builder.Property(session => session.LabHash).HasMaxLength(64);
        builder.Property(session => session.SaslMechanism).HasMaxLength(20);
        builder.Property(session => session.Watcher).HasMaxLength(64);
        builder.Property(session => session.Revision).IsConcurrencyToken();
        builder.HasOne(session => session.Learner).WithMany().HasForeignKey(session => session.LearnerId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(session => new { session.LearnerId, session.LabId, session.StartedAt });
    }
}
