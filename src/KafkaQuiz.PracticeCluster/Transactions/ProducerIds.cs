using KafkaQuiz.Practice.Nodes;
using KafkaQuiz.Practice.Sleep;

namespace KafkaQuiz.Practice.Transactions;

/// <summary>Producer ids: each broker gives them out from blocks of 1000 that it takes from the controller (RPCProducerIdManager.java). Only on the loop.</summary>
internal sealed class ProducerIds
{
    private const int BlockSize = 1000;

    private readonly Dictionary<int, Block> _blocks = [];
    private long _nextBlock;

    /// <param name="Next">The next to give out.</param>
    /// <param name="End">After the last.</param>
    /// <param name="BrokerEpoch">A broker that starts again takes a new block.</param>
    private readonly record struct Block(long Next, long End, long BrokerEpoch);

    public void Exchange(SleepArchive a)
    {
        _nextBlock = a.Long(_nextBlock);
        foreach (var (broker, block) in a.Map(_blocks, b => new Block(a.Long(b.Next), a.Long(b.End), a.Long(b.BrokerEpoch))))
            _blocks[broker] = block;
    }

    /// <param name="cluster">As the broker knows it.</param>
    /// <param name="broker">Which gives it out.</param>
    /// <returns>Null when the broker's block is used up and there is no controller to ask: COORDINATOR_LOAD_IN_PROGRESS.</returns>
    public long? Next(ClusterState cluster, Broker broker)
    {
        if (!_blocks.TryGetValue(broker.Id, out var block) || block.Next == block.End || block.BrokerEpoch != broker.Epoch)
        {
            if (!cluster.Quorum.IsActive)
                return null;
            block = new Block(_nextBlock, _nextBlock + BlockSize, broker.Epoch);
            _nextBlock += BlockSize;
            cluster.Quorum.Wrote();
        }
        _blocks[broker.Id] = block with { Next = block.Next + 1 };
        return block.Next;
    }
}
