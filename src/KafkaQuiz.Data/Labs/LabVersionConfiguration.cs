using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KafkaQuiz.Data.Labs;

internal sealed class LabVersionConfiguration : IEntityTypeConfiguration<LabVersion>
{
    public void Configure(EntityTypeBuilder<LabVersion> builder)
    {
        builder.ToTable("LabVersions");
        builder.HasKey(version => version.Hash);
        builder.Property(version => version.Hash).HasMaxLength(64);
        builder.Property(version => version.LabId).HasMaxLength(64);
    }
}
