using KafkaQuiz.Data.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace KafkaQuiz.Data.Attempts;

internal sealed class AttemptConfiguration : IEntityTypeConfiguration<Attempt>
{
    public void Configure(EntityTypeBuilder<Attempt> builder)
    {
        builder.ToTable("Attempts");
        builder.Property(attempt => attempt.Scope).HasMaxLength(16);
        builder.Property(attempt => attempt.CourseVersion).HasMaxLength(64);
        builder.Property(attempt => attempt.Points).HasMaxLength(64);
        builder.Property(attempt => attempt.MaxPoints).HasMaxLength(64);
        builder.HasOne<User>().WithMany().HasForeignKey(attempt => attempt.LearnerId).OnDelete(DeleteBehavior.Cascade);
        // A learner's history, newest first.
        builder.HasIndex(attempt => new { attempt.LearnerId, attempt.StartedAt });
    }
}

internal sealed class AttemptItemConfiguration : IEntityTypeConfiguration<AttemptItem>
{
    public void Configure(EntityTypeBuilder<AttemptItem> builder)
    {
        builder.ToTable("AttemptItems");
        builder.HasKey(item => new { item.AttemptId, item.Position });
        builder.Property(item => item.QuestionId).HasMaxLength(128);
        builder.Property(item => item.ContentHash).HasMaxLength(64);
        builder.HasOne<Attempt>().WithMany().HasForeignKey(item => item.AttemptId).OnDelete(DeleteBehavior.Cascade);
        // No foreign key to ShownQuestion: it would need an index that every start pays for. AttemptWrites.Start writes both at once.
    }
}

internal sealed class ShownQuestionConfiguration : IEntityTypeConfiguration<ShownQuestion>
{
    public void Configure(EntityTypeBuilder<ShownQuestion> builder)
    {
        builder.ToTable("ShownQuestions");
        builder.HasKey(shown => new { shown.ContentHash, shown.Seed });
        builder.Property(shown => shown.ContentHash).HasMaxLength(64);
    }
}

internal sealed class ShownFigureConfiguration : IEntityTypeConfiguration<ShownFigure>
{
    public void Configure(EntityTypeBuilder<ShownFigure> builder)
    {
        builder.ToTable("ShownFigures");
        builder.HasKey(figure => figure.ContentHash);
        builder.Property(figure => figure.ContentHash).HasMaxLength(64);
        builder.Property(figure => figure.MediaType).HasMaxLength(64);
    }
}

internal sealed class ResponseEntryConfiguration : IEntityTypeConfiguration<ResponseEntry>
{
    public void Configure(EntityTypeBuilder<ResponseEntry> builder)
    {
        builder.ToTable("Responses");
        builder.HasKey(entry => new { entry.AttemptId, entry.Position, entry.Sequence });
        builder.HasOne<AttemptItem>().WithMany().HasForeignKey(entry => new { entry.AttemptId, entry.Position }).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class GradeConfiguration : IEntityTypeConfiguration<Grade>
{
    public void Configure(EntityTypeBuilder<Grade> builder)
    {
        builder.ToTable("Grades");
        builder.HasKey(grade => new { grade.AttemptId, grade.Position, grade.Revision });
        builder.Property(grade => grade.Fraction).HasMaxLength(64);
        builder.Property(grade => grade.MaxPoints).HasMaxLength(64);
        builder.HasOne<AttemptItem>().WithMany().HasForeignKey(grade => new { grade.AttemptId, grade.Position }).OnDelete(DeleteBehavior.Cascade);
    }
}
