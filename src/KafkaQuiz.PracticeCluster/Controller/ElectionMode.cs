namespace KafkaQuiz.Practice.Controller;

/// <summary>What may become leader.</summary>
internal enum ElectionMode
{
    /// <summary>Keep a valid leader, else any replica in the ISR or the ELR.</summary>
    Online,

    /// <summary>The first in the assignment, if it is in the ISR.</summary>
    Preferred,

    /// <summary>As Online, and if none is left any live replica: records may be lost.</summary>
    Unclean,
}
