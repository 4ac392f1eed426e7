namespace Awl.Local.Sandbox.Iam;

/// <summary>What names and paths may be made of. They become parts of ARNs, so nothing else may get into them.</summary>
/// <remarks>Source: IAM user guide, "IAM and AWS STS quotas, name requirements, and character limits".</remarks>
static class IamNames
{
    const int Longest = 128, LongestPath = 512;

    /// <summary>The name that a new thing shall have.</summary>
    /// <exception cref="SandboxException">It is missing, or holds what no name may.</exception>
    public static string GetNew(OperationCall call, string member)
    {
        var name = call.Get(member);
        return name.Length is > 0 and <= Longest && IsName(name) ? name
            : throw Invalid(member, "contain only alphanumeric characters and/or the following: +=,.@_-");
    }

    /// <summary>As <see cref="GetNew"/>, and nothing else of that kind may have it: names that differ in case are one.</summary>
    public static string GetNew<T>(OperationCall call, string member, string kind, SortedDictionary<string, T> taken)
    {
        var name = GetNew(call, member);
        return taken.Keys.Contains(name, StringComparer.OrdinalIgnoreCase) ? throw IamErrors.Exists(kind, name) : name;
    }

    /// <summary>The path of a new thing; <c>/</c> when none is given.</summary>
    /// <exception cref="SandboxException">It is no path.</exception>
    public static string GetPath(OperationCall call, string member = "Path")
    {
        var path = call.Find(member) ?? "/";
        return path.Length is > 0 and <= LongestPath && path[0] == '/' && path[^1] == '/' && !path.AsSpan().ContainsAnyExceptInRange('!', '~') ? path
            : throw Invalid(member, "begin and end with / and contain only alphanumeric characters and/or / characters.");
    }

    /// <summary>The name of a session.</summary>
    /// <exception cref="SandboxException">It is missing, too short or long, or holds what no name may.</exception>
    public static string GetSession(OperationCall call, string member, int longest)
    {
        var (name, argument) = (call.Get(member), char.ToLowerInvariant(member[0]) + member[1..]);
        if (!IsName(name)) throw Failed("satisfy regular expression pattern: [\\w+=,.@-]*");
        if (name.Length < 2) throw Failed("have length greater than or equal to 2");
        return name.Length <= longest ? name : throw Failed($"have length less than or equal to {longest}");

        SandboxException Failed(string constraint)
            => new("ValidationError", $"1 validation error detected: Value '{name}' at '{argument}' failed to satisfy constraint: Member must {constraint}");
    }

    static bool IsName(string name) => name.All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '=' or ',' or '.' or '@' or '_' or '-');

    static SandboxException Invalid(string member, string demand)
        => new("ValidationError", $"The specified value for {char.ToLowerInvariant(member[0])}{member[1..]} is invalid. It must {demand}");
}
