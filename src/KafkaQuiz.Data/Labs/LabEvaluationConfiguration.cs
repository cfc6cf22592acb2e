using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KafkaQuiz.Data.Labs;

internal sealed class LabEvaluationConfiguration : IEntityTypeConfiguration<LabEvaluation>
{
    public void Configure(EntityTypeBuilder<LabEvaluation> builder)
    {
        builder.ToTable("LabEvaluations");
        builder.Property(evaluation => evaluation.Id).ValueGeneratedNever();
        builder.Property(evaluation => evaluation.LabHash).HasMaxLength(64);
        builder.HasOne(evaluation => evaluation.Session).WithMany().HasForeignKey(evaluation => evaluation.SessionId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(evaluation => new { evaluation.SessionId, evaluation.TakenAt });
    }
}
