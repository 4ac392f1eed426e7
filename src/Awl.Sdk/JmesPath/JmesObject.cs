namespace Awl.JmesPath;

/// <summary>An object that an expression computed. The keys are shared by all objects of one multi-select hash.</summary>
sealed class JmesObject(string[] keys, JmesValue[] values)
{
    public string[] Keys => keys;
    public JmesValue[] Values => values;

    public JmesValue Find(string name)
    {
        var place = Array.IndexOf(keys, name);
        return place < 0 ? default : values[place];
    }
}
