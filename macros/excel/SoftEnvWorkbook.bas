Attribute VB_Name = "SoftEnvWorkbook"
' What the buttons on the sheet call: the add-in that is installed, for no workbook carries the program.
'
' LibreOffice runs every branch of #If, and calls itself Microsoft Excel; it is told by its version, 11.
Option Explicit

Public Sub Press(button As String)
    On Error GoTo Missing
    #If VBA7 Then
        If Val(Application.Version) >= 12 Then
            Application.Run "'softenv_xl.xlam'!Press", button
            Exit Sub
        End If
    #Else
        Dim scripts As Object
        Set scripts = CreateUnoService("com.sun.star.script.provider.MasterScriptProviderFactory").createScriptProvider("")
        scripts.getScript("vnd.sun.star.script:SoftEnv.Buttons." & button & "?language=Basic&location=application").invoke(Array(), Array(), Array())
        Exit Sub
    #End If
Missing:
    ' The words stand in a name, for a macro's own text cannot hold Chinese: ="words"
    Dim words As String
    words = ThisWorkbook.Names("no_addin").RefersTo
    MsgBox Mid(words, 3, Len(words) - 3), vbExclamation, "softenv-xl"
End Sub
