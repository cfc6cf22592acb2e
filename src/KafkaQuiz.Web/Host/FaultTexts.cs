using static KafkaQuiz.Web.Languages.Language;

namespace KafkaQuiz.Web.Host;

/// <summary>What a status code means to the reader, and what to do about it.</summary>
internal static class FaultTexts
{
    public static string Title(int status) => status switch
    {
        400 => T("요청을 이해할 수 없습니다", "The request cannot be understood"),
        401 => T("로그인이 필요합니다", "Sign in first"),
        403 => T("볼 수 있는 권한이 없습니다", "You may not see this"),
        404 => T("페이지를 찾을 수 없습니다", "Not found"),
        405 => T("이 주소에서는 할 수 없는 동작입니다", "Not possible at this address"),
        409 => T("그사이 내용이 바뀌었습니다", "It changed in the meantime"),
        413 => T("보낸 내용이 너무 큽니다", "Too large"),
        415 => T("지원하지 않는 형식입니다", "Unsupported format"),
        429 => T("요청이 너무 많습니다", "Too many requests"),
        503 => T("잠시 이용할 수 없습니다", "Not available just now"),
        _ => status >= 500
            ? T("서버에 문제가 생겼습니다", "Something went wrong on the server")
            : T("요청을 처리할 수 없습니다", "The request cannot be carried out"),
    };

    public static string WhatToDo(int status) => status switch
    {
        400 => T(
            "이전 화면으로 돌아가 새로 고친 뒤 다시 시도하세요. 오래 열어 둔 화면이라면 보안 토큰이 만료되었을 수 있습니다.",
            "Go back, reload the page and try again. A page that stood open for long may hold an expired security token."),
        401 => T("로그인한 뒤 다시 시도하세요.", "Sign in and try again."),
        403 => T("필요한 권한은 관리자에게 요청하세요.", "Ask an administrator for the permission."),
        404 => T("주소를 확인하거나 처음 화면에서 찾아보세요.", "Check the address, or start from the home page."),
        409 => T("화면을 새로 고쳐 지금 내용을 확인한 뒤 다시 시도하세요.", "Reload the page to see the current state, then try again."),
        429 => T("잠시 기다린 뒤 다시 시도하세요.", "Wait a moment and try again."),
        503 => T("잠시 뒤에 다시 시도하세요.", "Try again in a moment."),
        _ => status >= 500
            ? T("저장된 답은 그대로 있습니다. 다시 시도해도 같으면 아래 번호를 관리자에게 알려 주세요.",
                "What was saved is safe. If it happens again, tell the administrator the number below.")
            : T("입력한 내용을 확인하고 다시 시도하세요.", "Check what was entered and try again."),
    };
}
