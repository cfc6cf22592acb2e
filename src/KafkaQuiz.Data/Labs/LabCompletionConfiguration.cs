using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KafkaQuiz.Data.Labs;

internal sealed class LabCompletionConfiguration : IEntityTypeConfiguration<LabCompletion>
{
    public void Configure(EntityTypeBuilder<LabCompletion> builder)
    {
        builder.ToTable("LabCompletions");
        builder.HasKey(completion => new { completion.LearnerId, completion.LabId });
        builder.Property(completion => completion.LabId).HasMaxLength(64);
        builder.HasOne(completion => completion.Learner).WithMany().HasForeignKey(completion => completion.LearnerId).OnDelete(DeleteBehavior.Cascade);
    }
}
