; The installer for Windows: per user, without administrator rights, over an older Relmgr as well.
;
; makensis -DVERSION=0.1.0 -DPAYLOAD=<folder that PyInstaller made> -DICON=<relmgr.ico>
;     -DSIDE=<relmgr-side.bmp> -DOUT=<Relmgr-setup.exe> relmgr.nsi
;
; The payload is Relmgr.exe, relmgr-cli.exe and _internal. What Relmgr keeps lies elsewhere, in %LOCALAPPDATA%\Relmgr, or,
; portable, in the folder "data" beside the program: neither is ever touched by an installation.

Unicode true
ManifestDPIAware true
ManifestSupportedOS Win10
RequestExecutionLevel user
SetCompressor /SOLID lzma

!include LogicLib.nsh
!include FileFunc.nsh
!include MUI2.nsh
!include StrFunc.nsh
!include WinVer.nsh
!include x64.nsh
!include Win\COM.nsh
!include Win\Propkey.nsh

!define NAME "Relmgr"
!define APP_ID "io.github.relmgr.Relmgr"
!define PROGRAM "Relmgr.exe"
!define COMMAND "relmgr-cli.exe" ; the command line, for terminals
!define PREVIOUS "$INSTDIR\previous" ; the older program, until the newer one is whole
!define CARD "Relmgr.vcard"
!define LINK "$SMPROGRAMS\${NAME}.lnk"
!define CLASSES "Software\Classes"
!define REMOVAL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"
!define APP_PATHS "Software\Microsoft\Windows\CurrentVersion\App Paths\${PROGRAM}"
!define RUN "Software\Microsoft\Windows\CurrentVersion\Run"
!define APPROVED "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
!define IN_USE 2 ; the exit code where a Relmgr that runs was not closed

Name "${NAME}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "${REMOVAL}" "InstallLocation"
BrandingText "${NAME} ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "${NAME} Setup"
VIAddVersionKey "CompanyName" "Relmgr developers"
VIAddVersionKey "LegalCopyright" "MIT licence"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"

Var DataBox    ; the checkbox
Var AlsoData   ; its state: 1 to remove what Relmgr keeps, too

!define MUI_PAGE_HEADER_TEXT "$(WHERE_TITLE)"
!define MUI_PAGE_HEADER_SUBTEXT "$(WHERE_LEAD)"
!define MUI_DIRECTORYPAGE_TEXT_TOP "$(WHERE)"
!insertmacro MUI_PAGE_DIRECTORY
!define MUI_PAGE_HEADER_TEXT "$(AT_WORK_TITLE)"
!define MUI_PAGE_HEADER_SUBTEXT "$(AT_WORK)"
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_TITLE "$(DONE_TITLE)"
!define MUI_FINISHPAGE_TEXT "$(DONE)"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!define MUI_FINISHPAGE_RUN_TEXT "$(OPEN_NOW)"
!insertmacro MUI_PAGE_FINISH
UninstPage custom un.AskAboutData un.KeepAnswer
!define MUI_PAGE_HEADER_TEXT "$(REMOVE_TITLE)"
!define MUI_PAGE_HEADER_SUBTEXT "$(AT_WORK)"
!insertmacro MUI_UNPAGE_INSTFILES

!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"

LangString WHERE_TITLE ${LANG_ENGLISH} "Install ${NAME}"
LangString WHERE_TITLE ${LANG_GERMAN} "${NAME} installieren"
LangString WHERE_LEAD ${LANG_ENGLISH} "For you alone, without administrator rights."
LangString WHERE_LEAD ${LANG_GERMAN} "Nur für dich, ohne Administratorrechte."
LangString WHERE ${LANG_ENGLISH} "The program goes into the folder below; your encrypted file lies elsewhere and stays as it is. An older ${NAME} there is replaced."
LangString WHERE ${LANG_GERMAN} "Das Programm kommt in den Ordner unten; deine verschlüsselte Datei liegt woanders und bleibt, wie sie ist. Ein älteres ${NAME} dort wird ersetzt."
LangString AT_WORK_TITLE ${LANG_ENGLISH} "Installing ${NAME}"
LangString AT_WORK_TITLE ${LANG_GERMAN} "${NAME} wird installiert"
LangString AT_WORK ${LANG_ENGLISH} "This takes a moment."
LangString AT_WORK ${LANG_GERMAN} "Das dauert einen Moment."
LangString DONE_TITLE ${LANG_ENGLISH} "${NAME} is installed"
LangString DONE_TITLE ${LANG_GERMAN} "${NAME} ist installiert"
LangString DONE ${LANG_ENGLISH} "You find it in the Start menu. To open contacts with it, right-click a .vcf file and choose “Open with”."
LangString DONE ${LANG_GERMAN} "Du findest es im Startmenü. Um Kontakte damit zu öffnen, klicke eine .vcf-Datei mit der rechten Maustaste an und wähle „Öffnen mit“."
LangString OPEN_NOW ${LANG_ENGLISH} "&Open ${NAME}"
LangString OPEN_NOW ${LANG_GERMAN} "${NAME} ö&ffnen"
LangString CONTACT ${LANG_ENGLISH} "Contact (vCard)"
LangString CONTACT ${LANG_GERMAN} "Kontakt (vCard)"
LangString ABOUT ${LANG_ENGLISH} "Remember the people you work with."
LangString ABOUT ${LANG_GERMAN} "Im Kopf behalten, mit wem man arbeitet."
LangString TOO_OLD ${LANG_ENGLISH} "${NAME} needs Windows 10 or newer, 64 bit. Nothing was installed."
LangString TOO_OLD ${LANG_GERMAN} "${NAME} braucht Windows 10 oder neuer, 64 Bit. Es wurde nichts installiert."
LangString CLOSING ${LANG_ENGLISH} "Asking ${NAME} to close …"
LangString CLOSING ${LANG_GERMAN} "${NAME} wird gebeten, sich zu schließen …"
LangString STILL_OPEN ${LANG_ENGLISH} "${NAME} is still open, perhaps because you are writing in it. Nothing was changed.$\r$\n$\r$\nSave what you wrote, quit ${NAME} (its icon is beside the clock), then press Retry."
LangString STILL_OPEN ${LANG_GERMAN} "${NAME} ist noch offen, vielleicht weil du gerade darin schreibst. Es wurde nichts geändert.$\r$\n$\r$\nSpeichere, was du geschrieben hast, beende ${NAME} (das Symbol ist neben der Uhr) und drücke dann auf „Wiederholen“."
LangString REMOVE_TITLE ${LANG_ENGLISH} "Remove ${NAME}"
LangString REMOVE_TITLE ${LANG_GERMAN} "${NAME} entfernen"
LangString REMOVE_LEAD ${LANG_ENGLISH} "The program is removed. Your people stay unless you say otherwise."
LangString REMOVE_LEAD ${LANG_GERMAN} "Das Programm wird entfernt. Deine Leute bleiben, wenn du nichts anderes sagst."
LangString KEPT_IN ${LANG_ENGLISH} "Your encrypted file, its keys, backups, settings and log lie in this folder:"
LangString KEPT_IN ${LANG_GERMAN} "Deine verschlüsselte Datei, ihre Schlüssel, Sicherungen, Einstellungen und das Protokoll liegen in diesem Ordner:"
LangString ALSO_DATA ${LANG_ENGLISH} "&Delete this folder, too"
LangString ALSO_DATA ${LANG_GERMAN} "Diesen Ordner &ebenfalls löschen"
LangString ARE_YOU_SURE ${LANG_ENGLISH} "All your people will be deleted from this computer. Nobody can bring them back.$\r$\n$\r$\nDelete them?"
LangString ARE_YOU_SURE ${LANG_GERMAN} "Alle deine Leute werden von diesem Computer gelöscht. Niemand kann sie zurückholen.$\r$\n$\r$\nSollen sie gelöscht werden?"
LangString REMOVE ${LANG_ENGLISH} "&Remove"
LangString REMOVE ${LANG_GERMAN} "&Entfernen"

${UnStrLoc}

; Ask a Relmgr that runs to end, and do not go on before its files are free. Relmgr does not end while somebody writes in it.
!macro CLOSE_RUNNING un
Function ${un}CloseRunning
  ${IfNot} ${FileExists} "$INSTDIR\${PROGRAM}"
    Return
  ${EndIf}
  retry:
    DetailPrint "$(CLOSING)"
    ClearErrors
    ExecWait '"$INSTDIR\${PROGRAM}" --quit' $0
    ClearErrors
    FileOpen $0 "$INSTDIR\${PROGRAM}" a ; refused as long as a program runs from it
    ${IfNot} ${Errors}
      FileClose $0
      Return
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(STILL_OPEN)" /SD IDCANCEL IDRETRY retry
    SetErrorLevel ${IN_USE}
    Quit
FunctionEnd
!macroend
!insertmacro CLOSE_RUNNING ""
!insertmacro CLOSE_RUNNING "un."

; Tell the desktop that what opens which file has changed.
!macro TELL_SHELL
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

; Give the Start menu's shortcut the name that the program's windows carry, so that the taskbar puts them together.
Function NameShortcut
  System::Store S
  !insertmacro ComHlpr_CreateInProcInstance ${CLSID_ShellLink} ${IID_IShellLink} r0 ""
  ${If} $0 P<> 0
    ${IUnknown::QueryInterface} $0 '("${IID_IPersistFile}",.r1)'
    ${If} $1 P<> 0
      ${IPersistFile::Load} $1 '("${LINK}",${STGM_READWRITE})'
      ${IUnknown::QueryInterface} $0 '("${IID_IPropertyStore}",.r2)'
      ${If} $2 P<> 0
        System::Call 'shlwapi::SHStrDupW(w "${APP_ID}", *p.r5)i.r6'
        ${If} $6 = 0
          System::Call '*${SYSSTRUCT_PROPERTYKEY}(${PKEY_AppUserModel_ID})p.r3'
          System::Call '*(&i2 ${VT_LPWSTR}, &i6 0, p r5, p 0)p.r4' ; a PROPVARIANT
          ${IPropertyStore::SetValue} $2 '($3,$4)'
          ${IPropertyStore::Commit} $2 ""
          System::Free $3
          System::Free $4
          System::Call 'ole32::CoTaskMemFree(p r5)'
        ${EndIf}
        ${IUnknown::Release} $2 ""
      ${EndIf}
      ${IPersistFile::Save} $1 '("${LINK}",1)'
      ${IUnknown::Release} $1 ""
    ${EndIf}
    ${IUnknown::Release} $0 ""
  ${EndIf}
  System::Store L
FunctionEnd

Function .onInit
  SetShellVarContext current
  ${IfNot} ${AtLeastWin10}
  ${OrIfNot} ${RunningX64}
    MessageBox MB_OK|MB_ICONSTOP "$(TOO_OLD)" /SD IDOK
    Quit
  ${EndIf}
FunctionEnd

Section "Relmgr"
  Call CloseRunning
  SetOutPath "$INSTDIR"
  ; Modules that an older Relmgr had and this one has not must not stay; until all is there, the old ones can come back.
  RMDir /r "${PREVIOUS}"
  ${If} ${FileExists} "$INSTDIR\_internal\*.*"
    CreateDirectory "${PREVIOUS}"
    ClearErrors
    Rename "$INSTDIR\_internal" "${PREVIOUS}\_internal" ; refused as long as anything in it is in use
    ${If} ${Errors}
      RMDir "${PREVIOUS}"
      MessageBox MB_OK|MB_ICONEXCLAMATION "$(STILL_OPEN)" /SD IDOK
      SetErrorLevel ${IN_USE}
      Quit
    ${EndIf}
    Rename "$INSTDIR\${PROGRAM}" "${PREVIOUS}\${PROGRAM}"
    Rename "$INSTDIR\${COMMAND}" "${PREVIOUS}\${COMMAND}"
  ${EndIf}
  File /r "${PAYLOAD}/*.*"
  RMDir /r "${PREVIOUS}"
  WriteUninstaller "$INSTDIR\uninstall.exe"

  CreateShortcut "${LINK}" "$INSTDIR\${PROGRAM}" "" "$INSTDIR\${PROGRAM}" 0 SW_SHOWNORMAL "" "$(ABOUT)"
  Call NameShortcut

  ; Contacts: named under "Open with", and never made the default.
  WriteRegStr HKCU "${CLASSES}\${CARD}" "" "$(CONTACT)"
  WriteRegStr HKCU "${CLASSES}\${CARD}\DefaultIcon" "" "$INSTDIR\${PROGRAM},0"
  WriteRegStr HKCU "${CLASSES}\${CARD}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
  WriteRegNone HKCU "${CLASSES}\.vcf\OpenWithProgids" "${CARD}"
  WriteRegNone HKCU "${CLASSES}\.vcard\OpenWithProgids" "${CARD}"
  WriteRegStr HKCU "${CLASSES}\Applications\${PROGRAM}" "FriendlyAppName" "${NAME}"
  WriteRegStr HKCU "${CLASSES}\Applications\${PROGRAM}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
  WriteRegStr HKCU "${CLASSES}\Applications\${PROGRAM}\SupportedTypes" ".vcf" ""
  WriteRegStr HKCU "${CLASSES}\Applications\${PROGRAM}\SupportedTypes" ".vcard" ""
  WriteRegStr HKCU "${CLASSES}\Applications\${PROGRAM}\SupportedTypes" ".csv" ""
  WriteRegStr HKCU "${CLASSES}\Applications\${PROGRAM}\SupportedTypes" ".tsv" ""
  WriteRegStr HKCU "${CLASSES}\Applications\${PROGRAM}\SupportedTypes" ".ics" ""
  WriteRegStr HKCU "Software\${NAME}\Capabilities" "ApplicationName" "${NAME}"
  WriteRegStr HKCU "Software\${NAME}\Capabilities" "ApplicationDescription" "$(ABOUT)"
  WriteRegStr HKCU "Software\${NAME}\Capabilities\FileAssociations" ".vcf" "${CARD}"
  WriteRegStr HKCU "Software\${NAME}\Capabilities\FileAssociations" ".vcard" "${CARD}"
  WriteRegStr HKCU "Software\RegisteredApplications" "${NAME}" "Software\${NAME}\Capabilities"

  ; What notifications are called, and what is typed at Win+R.
  WriteRegStr HKCU "${CLASSES}\AppUserModelId\${APP_ID}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${CLASSES}\AppUserModelId\${APP_ID}" "IconUri" "$INSTDIR\${PROGRAM}"
  WriteRegStr HKCU "${APP_PATHS}" "" "$INSTDIR\${PROGRAM}"

  ; The list of programs.
  ${GetSize} "$INSTDIR\_internal" "/S=0K" $0 $1 $2
  WriteRegStr HKCU "${REMOVAL}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${REMOVAL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${REMOVAL}" "DisplayIcon" "$INSTDIR\${PROGRAM},0"
  WriteRegStr HKCU "${REMOVAL}" "Publisher" "Relmgr developers"
  WriteRegStr HKCU "${REMOVAL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${REMOVAL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${REMOVAL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${REMOVAL}" "EstimatedSize" "$0"
  WriteRegDWORD HKCU "${REMOVAL}" "NoModify" 1
  WriteRegDWORD HKCU "${REMOVAL}" "NoRepair" 1
  !insertmacro TELL_SHELL
SectionEnd

; Cancelled, or the disk was full: the older program works as before.
Function .onInstFailed
  ${If} ${FileExists} "${PREVIOUS}\_internal\*.*"
    RMDir /r "$INSTDIR\_internal"
    Delete "$INSTDIR\${PROGRAM}"
    Delete "$INSTDIR\${COMMAND}"
    Rename "${PREVIOUS}\_internal" "$INSTDIR\_internal"
    Rename "${PREVIOUS}\${PROGRAM}" "$INSTDIR\${PROGRAM}"
    Rename "${PREVIOUS}\${COMMAND}" "$INSTDIR\${COMMAND}"
    RMDir "${PREVIOUS}"
  ${EndIf}
FunctionEnd

Function un.onInit
  SetShellVarContext current
  StrCpy $AlsoData 0
FunctionEnd

Function un.AskAboutData
  !insertmacro MUI_HEADER_TEXT "$(REMOVE_TITLE)" "$(REMOVE_LEAD)"
  nsDialogs::Create 1018
  Pop $0
  ${If} $0 == error
    Abort
  ${EndIf}
  ${NSD_CreateLabel} 0 0 100% 24u "$(KEPT_IN)"
  Pop $0
  ${NSD_CreateLabel} 0 26u 100% 16u "$LOCALAPPDATA\${NAME}"
  Pop $0
  ${NSD_CreateCheckbox} 0 50u 100% 12u "$(ALSO_DATA)"
  Pop $DataBox
  ${NSD_SetState} $DataBox $AlsoData
  GetDlgItem $0 $HWNDPARENT 1
  SendMessage $0 ${WM_SETTEXT} 0 "STR:$(REMOVE)"
  nsDialogs::Show
FunctionEnd

Function un.KeepAnswer
  ${NSD_GetState} $DataBox $AlsoData
  ${If} $AlsoData = ${BST_CHECKED}
    MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "$(ARE_YOU_SURE)" /SD IDNO IDYES sure
    StrCpy $AlsoData 0
    Abort ; back to the page
    sure:
  ${EndIf}
FunctionEnd

Section "Uninstall"
  Call un.CloseRunning
  Delete "${LINK}"
  Delete "$INSTDIR\${PROGRAM}"
  Delete "$INSTDIR\${COMMAND}"
  Delete "$INSTDIR\uninstall.exe"
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "${PREVIOUS}"
  RMDir "$INSTDIR" ; stays if anything else is in it, such as the folder "data"

  DeleteRegValue HKCU "${CLASSES}\.vcf\OpenWithProgids" "${CARD}"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.vcf\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.vcf"
  DeleteRegValue HKCU "${CLASSES}\.vcard\OpenWithProgids" "${CARD}"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.vcard\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.vcard"
  DeleteRegKey HKCU "${CLASSES}\${CARD}"
  DeleteRegKey HKCU "${CLASSES}\Applications\${PROGRAM}"
  DeleteRegKey HKCU "${CLASSES}\AppUserModelId\${APP_ID}"
  DeleteRegValue HKCU "Software\RegisteredApplications" "${NAME}"
  DeleteRegKey HKCU "Software\${NAME}"
  DeleteRegKey HKCU "${APP_PATHS}"
  DeleteRegKey HKCU "${REMOVAL}"

  ; Starting at login is the program's own entry (relmgr/autostart/windows.py). It goes if it is this program's.
  ReadRegStr $0 HKCU "${RUN}" "${NAME}"
  ${UnStrLoc} $1 "$0" "$INSTDIR\${PROGRAM}" ">"
  ${If} $1 != ""
    DeleteRegValue HKCU "${RUN}" "${NAME}"
    DeleteRegValue HKCU "${APPROVED}" "${NAME}"
  ${EndIf}

  ${If} $AlsoData = ${BST_CHECKED}
    RMDir /r "$LOCALAPPDATA\${NAME}"
  ${EndIf}
  !insertmacro TELL_SHELL
SectionEnd
