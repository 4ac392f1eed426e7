namespace Awl.Cli.Parameters;

/// <summary>Places in an input: <c>Image.Bytes</c>, <c>MetricData[0].Unit</c>.</summary>
static class InputPath
{
    const string FirstItem = "[0]";

    /// <summary>Puts a value at a place; what the way there lacks is made. A structure joins the one that is there.</summary>
    public static void Set(InputValue.Map input, string path, InputValue value)
    {
        var steps = path.Split('.');
        var map = input;
        foreach (var step in steps.AsSpan(..^1)) map = step.EndsWith(FirstItem, StringComparison.Ordinal) ? FirstOf(map, step[..^FirstItem.Length]) : Below(map, step);

        if (value is InputValue.Map given && map.Find(steps[^1]) is InputValue.Map there) Join(there, given);
        else map[steps[^1]] = value;
    }

    static void Join(InputValue.Map there, InputValue.Map given)
    {
        foreach (var (name, value) in given.Members) there[name] = value;
    }

    /// <summary>The structure of that name, made where it is missing.</summary>
    public static InputValue.Map Below(InputValue.Map map, string name)
    {
        if (map.Find(name) is InputValue.Map there) return there;
        var made = new InputValue.Map();
        map[name] = made;
        return made;
    }

    static InputValue.Map FirstOf(InputValue.Map map, string name)
    {
        if (map.Find(name) is InputValue.List { Items: [InputValue.Map first, ..] }) return first;
        var made = new InputValue.Map();
        map[name] = new InputValue.List { Items = { made } };
        return made;
    }
}
