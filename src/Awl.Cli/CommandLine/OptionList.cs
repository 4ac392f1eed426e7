using System.Collections;

namespace Awl.Cli.CommandLine;

/// <summary>The options of a command while they are put together, in the order of the line.</summary>
sealed class OptionList : IReadOnlyList<OptionSpec>
{
    readonly List<OptionSpec> _options = [];

    public int Count => _options.Count;
    public OptionSpec this[int index] => _options[index];

    public IEnumerator<OptionSpec> GetEnumerator() => _options.GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public OptionSpec? Find(string name) => IndexOf(name) is { } index ? _options[index] : null;

    public void Add(OptionSpec option) => _options.Add(option);

    /// <summary>Adds an option, or puts it in the place of the one of that name.</summary>
    public void Put(OptionSpec option)
    {
        if (IndexOf(option.Name) is { } index) _options[index] = option;
        else Add(option);
    }

    /// <summary>Changes an option where it stands; no such option is fine.</summary>
    public void Change(string name, Func<OptionSpec, OptionSpec> change)
    {
        if (IndexOf(name) is { } index) _options[index] = change(_options[index]);
    }

    public void Hide(string name) => Change(name, static option => option with { IsHidden = true });

    /// <summary>Something else may be given instead.</summary>
    public void MakeOptional(string name) => Change(name, static option => option with { IsRequired = false });

    /// <summary>Takes an option out, and its <c>--no-</c> form with it.</summary>
    public void Remove(string name) => _options.RemoveAll(option => option.Name == name || (option.Destination == name && !option.FlagValue));

    /// <summary>Gives an option another name; it goes to the end.</summary>
    public void Rename(string from, string to)
    {
        if (IndexOf(from) is not { } index) return;
        var option = _options[index];
        _options.RemoveAt(index);
        _options.Add(option with { Name = to, Destination = option.Destination == from ? to : option.Destination });
    }

    int? IndexOf(string name)
    {
        var index = _options.FindIndex(option => option.Name == name);
        return index < 0 ? null : index;
    }
}
