namespace Awl.Local.Imds;

/// <summary>Places below a place. Asked for itself it is their listing, sorted, one a line.</summary>
sealed class Folder : Node
{
    readonly SortedDictionary<string, Node> _entries = new(StringComparer.Ordinal);

    /// <summary>Its line in the listing of the folder above where that is not its name and a slash.</summary>
    public string? ListedAs { get; init; }

    /// <summary>Whether its folders are listed with a slash: not so at the top of the tree.</summary>
    public bool ShowsSlashes { get; init; } = true;

    /// <summary>Whether a line feed ends the last line too: so below <c>dynamic</c>.</summary>
    public bool EndsWithLineFeed { get; init; }

    public bool IsEmpty => _entries.Count == 0;

    public Node? Find(string name) => _entries.GetValueOrDefault(name);

    /// <summary>The place at the end of the names, or null.</summary>
    public Node? Find(ReadOnlySpan<string> names)
    {
        Node? node = this;
        foreach (var name in names) node = (node as Folder)?.Find(name);
        return node;
    }

    /// <summary>Puts a place at a path. Folders on the way to it are made.</summary>
    public void Add(string path, Node node)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0) _entries[path] = node;
        else FolderAt(path[..slash]).Add(path[(slash + 1)..], node);
    }

    /// <summary>Puts a value at a path; null puts none.</summary>
    public void Add(string path, string? text)
    {
        if (text is not null) Add(path, new Leaf(text));
    }

    /// <summary>Puts a place under a name as it stands, whatever it holds.</summary>
    public void AddNamed(string name, Node node) => _entries[name] = node;

    /// <summary>The folder at a path, made where there is none.</summary>
    public Folder FolderAt(string path)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var name = slash < 0 ? path : path[..slash];
        if (_entries.GetValueOrDefault(name) is not Folder folder) _entries[name] = folder = new();
        return slash < 0 ? folder : folder.FolderAt(path[(slash + 1)..]);
    }

    public void Remove(string name) => _entries.Remove(name);

    public override ValueTask<Answer> AnswerAsync(CancellationToken cancellationToken)
    {
        var lines = new List<string>(_entries.Count);
        foreach (var (name, node) in _entries) lines.Add(node is Folder && !ShowsSlashes ? name : node.Line(name));
        return new(Answer.Data(string.Join('\n', lines) + (EndsWithLineFeed ? "\n" : "")));
    }

    public override string Line(string name) => ListedAs ?? name + "/";
}
