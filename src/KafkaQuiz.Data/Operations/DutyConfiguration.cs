using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KafkaQuiz.Data.Operations;

internal sealed class DutyConfiguration : IEntityTypeConfiguration<Duty>
{
    public void Configure(EntityTypeBuilder<Duty> builder)
    {
        builder.ToTable("Duties");
        builder.HasKey(duty => duty.Name);
        builder.Property(duty => duty.Name).HasMaxLength(Duty.NameMaxLength);
    }
}
