namespace KafkaQuiz.Practice.Security.Acls;

/// <summary>The cluster's ACLs, as its metadata has them (AclCache.java). Only on the loop.</summary>
internal sealed class AclCatalog
{
    /// <summary>Most ACLs; Kafka has no limit, but many clusters share a process.</summary>
    public const int Most = 10_000;

    /// <summary>Most characters of names, principals and hosts.</summary>
    private const int MostCharacters = 4 * 1024 * 1024;

    private readonly HashSet<Acl> _all = [];
    private readonly Dictionary<(AclResourceType Type, AclPatternType Pattern, string Name), List<Acl>> _byResource = [];
    private int _prefixed;
    private int _characters;

    public AclCatalog()
    {
    }

    /// <summary>Those of another state of the cluster.</summary>
    public AclCatalog(AclCatalog other)
    {
        foreach (var acl in other._all)
            Add(acl);
    }

    public IReadOnlyCollection<Acl> All => _all;

    /// <returns>False when it is one too many; true too when it was there.</returns>
    public bool TryAdd(Acl acl)
    {
        if (_all.Contains(acl))
            return true;
        if (_all.Count >= Most || _characters + acl.Length > MostCharacters)
            return false;
        Add(acl);
        return true;
    }

    public void Remove(Acl acl)
    {
        if (!_all.Remove(acl))
            return;
        var key = (acl.Type, acl.Pattern, acl.Name);
        _byResource[key].Remove(acl);
        if (_byResource[key].Count == 0)
            _byResource.Remove(key);
        _prefixed -= acl.Pattern == AclPatternType.Prefixed ? 1 : 0;
        _characters -= acl.Length;
    }

    /// <summary>The ACLs of a resource: of its name, of how its name begins, of all of its type.</summary>
    public IEnumerable<Acl> Of(AclResourceType type, string name)
    {
        foreach (var acl in Under(type, AclPatternType.Literal, name))
            yield return acl;
        if (name != Acl.Wildcard)
        {
            foreach (var acl in Under(type, AclPatternType.Literal, Acl.Wildcard))
                yield return acl;
        }
        for (var length = _prefixed > 0 ? name.Length : 0; length > 0; length--)
        {
            foreach (var acl in Under(type, AclPatternType.Prefixed, name[..length]))
                yield return acl;
        }
    }

    private List<Acl> Under(AclResourceType type, AclPatternType pattern, string name) => _byResource.GetValueOrDefault((type, pattern, name)) ?? [];

    private void Add(Acl acl)
    {
        _all.Add(acl);
        var key = (acl.Type, acl.Pattern, acl.Name);
        if (!_byResource.TryGetValue(key, out var same))
            _byResource[key] = same = [];
        same.Add(acl);
        _prefixed += acl.Pattern == AclPatternType.Prefixed ? 1 : 0;
        _characters += acl.Length;
    }
}
