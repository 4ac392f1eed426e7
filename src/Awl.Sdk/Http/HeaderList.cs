using System.Collections;

namespace Awl.Http;

/// <summary>Headers in the order in which they were added. Names compare without case; a name may occur more than once.</summary>
sealed class HeaderList : IEnumerable<KeyValuePair<string, string>>
{
    readonly List<KeyValuePair<string, string>> _headers = [];

    public int Count => _headers.Count;

    /// <summary>The first value under the name, or null; setting replaces all of them, or with null removes them.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var header in _headers)
            {
                if (header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)) return header.Value;
            }
            return null;
        }
        set
        {
            _headers.RemoveAll(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (value is not null) _headers.Add(new(name, value));
        }
    }

    /// <summary>Adds a value beside those that the name has.</summary>
    public void Add(string name, string value) => _headers.Add(new(name, value));

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _headers.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
