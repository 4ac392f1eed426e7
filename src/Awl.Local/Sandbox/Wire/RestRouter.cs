using System.Text;
using Awl.Model;

namespace Awl.Local.Sandbox.Wire;

/// <summary>Finds the operation of a service of restXml that a request means, from the method, path and parameters that the model binds it to.</summary>
/// <remarks>
/// Operations of one path differ in the query names that their URIs carry (<c>?uploads</c>) and in what they demand: <c>UploadPart</c> is a
/// <c>PutObject</c> with a part number. So of those that fit, the one with the most of both is meant.
/// </remarks>
sealed class RestRouter
{
    readonly List<Route> _routes = [];

    /// <param name="service">The service.</param>
    /// <param name="isKnown">Whether the sandbox has an operation: of two that cannot be told apart it takes the one that it has.</param>
    public RestRouter(Service service, Func<string, bool> isKnown)
    {
        for (var i = 0; i < service.OperationCount; i++) _routes.Add(Route.Of(service.GetOperation(i)));
        _routes.Sort((a, b) => (b.Demands, isKnown(b.Operation.Name)).CompareTo((a.Demands, isKnown(a.Operation.Name))));
    }

    /// <summary>The operation, or null when no operation has that method and path.</summary>
    /// <param name="request">The request.</param>
    /// <param name="depth">How much of a path it has: nothing, a bucket, a bucket and a key.</param>
    public Operation? Find(SandboxRequest request, PathDepth depth)
    {
        foreach (var route in _routes)
        {
            if (route.Fits(request, depth)) return route.Operation;
        }
        return null;
    }

    sealed record Route(Operation Operation, PathDepth Depth, List<KeyValuePair<string, string?>> Parameters, List<string> Headers)
    {
        public int Demands => Parameters.Count + Headers.Count;

        public static Route Of(Operation operation)
        {
            var uri = Encoding.ASCII.GetString(operation.RequestUri);
            var mark = uri.IndexOf('?', StringComparison.Ordinal);
            var (path, query) = mark < 0 ? (uri, "") : (uri[..mark], uri[(mark + 1)..]);
            var route = new Route(operation, DepthOf(path, operation), LiteralsOf(query), []);
            if (operation.Input is { } input) route.AddRequired(input);
            return route;
        }

        /// <summary>The pack leaves the bucket out of paths, since endpoints have it; an operation that needs one has it as a label all the same.</summary>
        static PathDepth DepthOf(string path, Operation operation) => path switch
        {
            "/{Key+}" => PathDepth.Key,
            "/" => operation.Input?.FindMember("Bucket") is { Location: MemberLocation.Uri } ? PathDepth.Bucket : PathDepth.Service,
            _ => PathDepth.Other,
        };

        static List<KeyValuePair<string, string?>> LiteralsOf(string query)
            => [.. query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=', 2)).Select(part => new KeyValuePair<string, string?>(part[0], part.Length > 1 ? part[1] : null))];

        void AddRequired(Shape input)
        {
            foreach (var member in input.Members)
            {
                if (!member.IsRequired) continue;
                if (member.Location == MemberLocation.QueryString) Parameters.Add(new(Encoding.ASCII.GetString(member.WireName), null));
                if (member.Location == MemberLocation.Header) Headers.Add(Encoding.ASCII.GetString(member.WireName));
            }
        }

        public bool Fits(SandboxRequest request, PathDepth depth)
            => depth == Depth && request.Method == Operation.Method
                && Parameters.TrueForAll(wanted => request.QueryValue(wanted.Key) is { } value && (wanted.Value is null || wanted.Value == value))
                && Headers.TrueForAll(request.Headers.ContainsKey);
    }
}

/// <summary>How much of a path a request has.</summary>
enum PathDepth
{
    Service,
    Bucket,
    Key,
    Other,
}
