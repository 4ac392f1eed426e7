using System.Text;
using Awl.Http;
using Awl.Signing;

namespace Awl.Tests.Signing;

/// <summary>AWS's own SigV4 suite, stage by stage: each folder with a <c>.req</c> is a case.</summary>
public class SigV4SuiteTests
{
    const string Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    // The suite's own slip: the signature in this .sreq is not the one in its .authz.
    const string WrongSignedRequest = "get-vanilla-with-session-token";

    public static TheoryData<string> Cases()
    {
        var cases = new TheoryData<string>();
        var root = Conformance.Folder is { } folder ? Path.Combine(folder, "sigv4") : null;
        if (root is null) { cases.Add(""); return cases; }
        foreach (var file in Directory.EnumerateFiles(root, "*.req", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            cases.Add(Path.GetRelativePath(root, Path.GetDirectoryName(file)!));
        }
        return cases;
    }

    [Theory, MemberData(nameof(Cases))]
    public void Every_stage_of_a_signature_is_as_the_suite_has_it(string name)
    {
        var suite = new SuiteCase(Path.Combine(Conformance.Path("sigv4"), name));
        var request = suite.Request();
        var context = suite.Context;
        var scope = SigningScope.Of(context);
        var payloadHash = SigV4Signer.PayloadHashOf(request, context);
        SigV4Signer.AddHeaders(request, suite.Credentials, context, scope, payloadHash);

        var text = new Utf8Text([]);
        CanonicalRequest.Write(ref text, request, SignedHeaders.Of(request), context, payloadHash);
        Assert.Equal(suite.Text("creq"), Encoding.UTF8.GetString(text.Written));

        SigV4Signer.ReplaceWithStringToSign(ref text, scope);
        Assert.Equal(suite.Text("sts"), Encoding.UTF8.GetString(text.Written));

        var signature = SigV4Signer.Sign(request, suite.Credentials, context);
        Assert.Equal(suite.Text("authz"), request.Headers["Authorization"]);
        Assert.EndsWith(signature, suite.Text("authz"), StringComparison.Ordinal);
        if (name != WrongSignedRequest) Assert.Equal(suite.SignedHeaders(), Sorted(request.Headers));
    }

    [Theory, MemberData(nameof(Cases))]
    public void Signing_again_gives_the_same_request(string name)
    {
        var suite = new SuiteCase(Path.Combine(Conformance.Path("sigv4"), name));
        var request = suite.Request();
        SigV4Signer.Sign(request, suite.Credentials, suite.Context);
        var once = Sorted(request.Headers);
        SigV4Signer.Sign(request, suite.Credentials, suite.Context);
        Assert.Equal(once, Sorted(request.Headers));
    }

    static List<string> Sorted(IEnumerable<KeyValuePair<string, string>> headers)
        => [.. headers.Select(h => $"{h.Key.ToLowerInvariant()}:{h.Value}").Order(StringComparer.Ordinal)];

    /// <summary>One folder of the suite: <c>name.req</c>, <c>.creq</c>, <c>.sts</c>, <c>.authz</c>, <c>.sreq</c>.</summary>
    sealed class SuiteCase(string folder)
    {
        readonly string _name = Path.GetFileName(folder);

        public AwsCredentials Credentials => new("AKIDEXAMPLE", Secret, Token);

        public SigningContext Context => new()
        {
            SigningName = "service",
            Region = "us-east-1",
            Time = new(2015, 8, 30, 12, 36, 0, TimeSpan.Zero),
            SessionToken = _name == "post-sts-header-after" ? SessionTokenPlace.AfterSigning : SessionTokenPlace.Signed,

            // The suite's paths are not encoded yet: encoding them "twice" encodes them once.
            EncodesPathTwice = true,
        };

        string? Token => SignedHeaders()
            .FirstOrDefault(h => h.StartsWith("x-amz-security-token:", StringComparison.Ordinal))?["x-amz-security-token:".Length..];

        public string Text(string extension) => File.ReadAllText(Path.Combine(folder, $"{_name}.{extension}")).ReplaceLineEndings("\n");

        public List<string> SignedHeaders() => Sorted(Parse("sreq").Headers);

        public HttpRequest Request()
        {
            var request = Parse("req");
            request.Headers["X-Amz-Security-Token"] = null;
            return request;
        }

        HttpRequest Parse(string extension)
        {
            var parts = Text(extension).Split("\n\n", 2);
            var lines = parts[0].Split('\n');
            var target = lines[0][(lines[0].IndexOf(' ') + 1)..lines[0].LastIndexOf(' ')].Split('?', 2);
            var request = new HttpRequest { Method = lines[0].Split(' ')[0], Path = target[0] };
            if (target.Length > 1) AddQuery(request, target[1]);
            if (parts.Length > 1) request.Body = RequestBody.Of(Encoding.UTF8.GetBytes(parts[1]));
            AddHeaders(request, lines);
            return request;
        }

        static void AddQuery(HttpRequest request, string query)
        {
            foreach (var pair in query.Split('&'))
            {
                var sides = pair.Split('=', 2);
                request.Query.Add(new(Uri.UnescapeDataString(sides[0]), sides.Length > 1 ? Uri.UnescapeDataString(sides[1]) : null));
            }
        }

        static void AddHeaders(HttpRequest request, string[] lines)
        {
            foreach (var line in string.Join('\n', lines[1..]).Replace("\n ", "\t ", StringComparison.Ordinal).Split('\n'))
            {
                if (line.Length == 0) continue;
                var colon = line.IndexOf(':');
                request.Headers.Add(line[..colon], line[(colon + 1)..].TrimStart(' '));
            }
        }
    }
}
