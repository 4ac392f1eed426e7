namespace Awl.Local.Sandbox.Iam;

/// <summary>The few of AWS's own policies that the sandbox has: those that people attach first.</summary>
static class AwsPolicies
{
    const string Prefix = "arn:aws:iam::aws:policy/";

    public static IReadOnlyList<IamPolicy> All { get; } =
    [
        New("AdministratorAccess", "*"),
        OfStatements("PowerUserAccess", """[{"Effect":"Allow","NotAction":["iam:*"],"Resource":"*"},{"Effect":"Allow","Action":["iam:ListRoles"],"Resource":"*"}]"""),
        New("ReadOnlyAccess", "*:Get*", "*:List*", "*:Describe*", "s3:Head*"),
        New("AmazonS3FullAccess", "s3:*"),
        New("AmazonS3ReadOnlyAccess", "s3:Get*", "s3:List*"),
        New("IAMFullAccess", "iam:*"),
        New("IAMReadOnlyAccess", "iam:Get*", "iam:List*"),
    ];

    public static IamPolicy? Find(string arn) => arn.StartsWith(Prefix, StringComparison.Ordinal) ? All.FirstOrDefault(policy => policy.Arn == arn) : null;

    static IamPolicy New(string name, params string[] actions)
        => OfStatements(name, $$"""[{"Effect":"Allow","Action":[{{string.Join(',', actions.Select(action => $"\"{action}\""))}}],"Resource":"*"}]""");

    static IamPolicy OfStatements(string name, string statements)
    {
        var created = new DateTimeOffset(2015, 2, 6, 18, 39, 46, TimeSpan.Zero);
        return new()
        {
            PolicyName = name,
            PolicyId = "ANPA" + name.ToUpperInvariant().PadRight(16, 'A')[..16],
            Arn = Prefix + name,
            Path = "/",
            CreateDate = created,
            UpdateDate = created,
            DefaultVersionId = "v1",
            Versions = [new("v1", $$"""{"Version":"2012-10-17","Statement":{{statements}}}""", created)],
        };
    }
}
