namespace KafkaQuiz.Data.Sqlite;

/// <summary>The database holds migrations that this program does not know.</summary>
public sealed class UnknownSchemaException(string file, IReadOnlyList<string> migrations) : Exception(
    $"{file}은(는) 다른 버전의 KafkaQuiz가 만든 데이터베이스입니다({string.Join(", ", migrations)}). 그 버전으로 실행하거나, 개발 중이라면 데이터 폴더를 지우세요. / "
    + $"{file} was made by another version of KafkaQuiz ({string.Join(", ", migrations)}). Run that version, or delete the data folder while developing.");
