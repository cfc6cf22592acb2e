using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KafkaQuiz.Data.Labs;

internal sealed class LabRegradingConfiguration : IEntityTypeConfiguration<LabRegrading>
{
    public void Configure(EntityTypeBuilder<LabRegrading> builder)
    {
        builder.ToTable("LabRegradings");
        builder.Property(regrading => regrading.Id).ValueGeneratedNever();
        builder.Property(regrading => regrading.By).HasMaxLength(100);
        builder.Property(regrading => regrading.Why).HasMaxLength(500);
        builder.Property(regrading => regrading.LabHash).HasMaxLength(64);
        builder.HasOne(regrading => regrading.Evaluation).WithMany().HasForeignKey(regrading => regrading.EvaluationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(regrading => new { regrading.EvaluationId, regrading.At });
    }
}
