namespace KafkaQuiz.Practice;

/// <summary>A file is not a practice machine that <see cref="PracticeMachine.SaveAsync"/> wrote, or not one that this version can wake.</summary>
public sealed class MachineFileException : IOException
{
    internal MachineFileException((string Ko, string En) message, Exception? cause = null)
        : base($"{message.Ko} / {message.En}", cause) => Korean = message.Ko;

    /// <summary>The message's Korean half.</summary>
    public string Korean { get; }

    internal static MachineFileException Damaged(Exception? cause = null) => new(
        ("연습 컴퓨터를 저장한 파일이 손상되었거나 다른 파일입니다. 이 파일로는 깨울 수 없으니 백업을 쓰거나 새 연습 컴퓨터로 시작하세요.",
        "The file is damaged or not a saved practice machine. It cannot be woken: use a backup, or begin with a new practice machine."), cause);

    internal static MachineFileException Newer(int version) => new(
        ($"더 새로운 버전의 프로그램이 저장한 연습 컴퓨터입니다(형식 {version}). 프로그램을 업데이트한 뒤 다시 여세요.",
        $"A newer version of the program saved this practice machine (format {version}). Update the program and open it again."));
}
